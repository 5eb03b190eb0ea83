import type { StandardStatus } from '../../domain/standard.ts';

/** The rule that brings events, as EventBridge has it. */
export interface RuleFacts {
  name: string;
  enabled: boolean;
  /** JSON. */
  pattern: string;
  /** Whether one of its targets is the queue that shub reads. */
  feedsUs: boolean;
  /** Where it puts what it cannot deliver. */
  deadLetters?: DeadLetterFacts;
}

export interface DeadLetterFacts {
  name: string;
  /** Undefined when there is no such queue. */
  messages: number | undefined;
}

export interface QueueFacts {
  name: string;
  /** Undefined when there is no such queue. */
  waiting: number | undefined;
  deadLetters?: DeadLetterFacts;
}

export interface StandardFacts {
  name: string;
  status: StandardStatus;
  /** Why it is not READY, in Security Hub's own word. */
  reason?: string;
}

/**
 * How the parts of AWS around shub stand, asked of AWS now. Nothing is changed. Each throws MayNotLook when its role may
 * not ask; `unset` is what no setting names.
 */
export interface Health {
  rule(): Promise<RuleFacts | 'missing' | 'unset'>;
  queues(): Promise<QueueFacts[]>;
  /** The status of each table by its name; `missing` when there is none. */
  tables(): Promise<{ name: string; status: string }[]>;
  /** How many subscriptions the topic of alert pages has, or that of what those who run shub are told. */
  topic(of: 'alerts' | 'operations'): Promise<{ name: string; subscriptions: number } | 'missing' | 'unset'>;
  bus(): Promise<{ name: string } | 'missing' | 'unset'>;
  hub(): Promise<{ region: string; on: boolean }>;
  /** Of the enabled ones; none while Security Hub is off. */
  standards(): Promise<StandardFacts[]>;
  /** Reads the policy anew, and throws what is wrong with it. */
  policy(): Promise<void>;
}

export interface TokenFacts {
  /** Slack's word for why it refuses the token. */
  refused?: string;
  /** Whether it is a token of the bot and the workspace that the settings name. */
  ours: boolean;
  /** Scopes that shub needs and the token does not have; undefined when Slack does not say. */
  missing: readonly string[] | undefined;
}

export interface ChannelFacts {
  id: string;
  /** Without `#`; absent when Slack shows us no such channel. */
  name?: string;
  archived: boolean;
  member: boolean;
  /** Shared with another organisation. */
  shared: boolean;
}

/** How Slack sees us. Each throws MayNotLook when the token may not ask. */
export interface SlackHealth {
  token(): Promise<TokenFacts>;
  channel(id: string): Promise<ChannelFacts>;
}
