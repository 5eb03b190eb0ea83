import type { Card } from '../../domain/card.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Waiting } from '../../domain/storm.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Version } from '../../domain/version.ts';

export interface FindingRow {
  finding: Finding;
  version: Version;
  verdict: Verdict;
  /** The channels in which its problem has a card. */
  channels: string[];
  /** The policy's route that named the newest of them. */
  route?: string;
  /** The channel it would have gone to, when it was known before we came. */
  adoptedBy?: string;
  /** By policy, its problem has a ticket while anything about it is open. */
  ticketed?: boolean;
  /** The sweep that had its problem alerted. */
  sweep?: string;
  /** The end of the suppression that somebody answers for, of what they suppressed last; ISO 8601. */
  suppressedUntil?: string;
  /** When we first heard of it. */
  since: string;
}

export interface Findings {
  get(key: string): Promise<FindingRow | undefined>;
  many(keys: readonly string[]): Promise<FindingRow[]>;
  /** Writes if the stored version still is `over` (undefined: there is none yet). False: someone else wrote meanwhile. */
  put(row: FindingRow, over: Version | undefined): Promise<boolean>;
  /** How many findings per severity the channel adopted at installation. */
  adopted(channel: string): Promise<Partial<Record<Finding['severity'], number>>>;
}

export interface Cards {
  get(key: string): Promise<Card | undefined>;
  /**
   * Replaces the card by what `change` makes of it, again and again until nobody else wrote in between. `change` returns
   * undefined to leave it alone. Resolves to the card as it then stands, `changed` telling whether this call wrote it.
   * `likelyNew` or `seen` (as `get` or `change` have resolved to it): it is tried without reading first; the outcome is the same.
   */
  change(
    key: string,
    change: (card: Card | undefined) => Card | undefined,
    options?: { likelyNew?: boolean; seen?: Card },
  ): Promise<{ card: Card | undefined; changed: boolean }>;
  /**
   * Cards of a channel whose message is not what it should be. At most `limit` of each kind: summaries without a message,
   * problems without one by urgency and age, then what was being posted and what is to be edited, what may be first.
   */
  dirty(channel: string, limit: number): Promise<Card[]>;
  /** Problems of a channel that have no message yet, by urgency and age, as the delivery queue's index has them: it may lag. */
  waiting(channel: string, limit: number): Promise<Waiting[]>;
  /** Cards of a channel that Slack does not take and that are tried again later, at most `limit`, the oldest first. */
  refused(channel: string, limit: number): Promise<Card[]>;
  /** Open problems that were compared with Security Hub before then or never, the longest ago first. */
  unchecked(before: Date, limit: number): Promise<Card[]>;
  /** Open problems, at most `limit`, how bad and whose they are, as the index has them: it may lag. */
  standing(limit: number): Promise<{ card: string; severity: Finding['severity']; owner?: string }[]>;
  /** Cards with a suppression in force, those that end first first, at most `limit`, as the index has them: it may lag. */
  exceptions(limit: number): Promise<{ card: string; until: string }[]>;
  /** Keys of cards with something falling due by then, what is due first first, at most `limit`, as the index has them: it may lag. */
  due(by: Date, limit: number): Promise<string[]>;
}

export interface ChannelState {
  channel: string;
  /** Raised by every wake; a lease is given up only by whoever has seen the newest value. */
  wanted: number;
  pausedUntil?: number;
  /** Set by an administrator: nothing is posted or edited until resumed. */
  paused?: { by: string; at: string };
  /** When the last message was created. */
  lastPostAt?: number;
  leaseUntil?: number;
  health: 'ok' | 'broken';
  /** When it was last found out whether it takes our messages, in ms since 1970. */
  lookedAt?: number;
  healthReason?: string;
}

export interface Channels {
  get(channel: string): Promise<ChannelState | undefined>;
  /** Every channel that ever had work. */
  all(): Promise<ChannelState[]>;
  /** Notes that there is work. */
  wake(channel: string): Promise<void>;
  /** Takes the right to create messages in the channel; undefined when someone else holds it. */
  take(channel: string, token: string, until: Date): Promise<ChannelState | undefined>;
  /** Prolongs the lease and records the last post; false when it was lost, or when nothing may be sent there for now. */
  renew(channel: string, token: string, until: Date, lastPostAt?: Date): Promise<boolean>;
  /** Gives the lease up; false when a wake came since `wanted` was read, and then the lease is kept. */
  release(channel: string, token: string, wanted: number): Promise<boolean>;
  /** Nothing is created or edited there until then, or until later if that was said before (a rate limit). */
  hold(channel: string, until: Date): Promise<void>;
  /** Notes that the channel is woken at that time; false when it already is by then, and nobody else need see to it. */
  wakeAt(channel: string, at: Date): Promise<boolean>;
  setPaused(channel: string, paused: ChannelState['paused'] | undefined): Promise<void>;
  setHealth(channel: string, health: ChannelState['health'], reason?: string): Promise<void>;
}
