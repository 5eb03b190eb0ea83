import type { Answer, Details, PressLine } from '../domain/answer.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Card, PressAction } from '../domain/card.ts';
import type { Face } from '../domain/face.ts';
import type { Finding, FindingRef, WorkflowStatus } from '../domain/finding.ts';
import type { Intent } from '../domain/intent.ts';
import type { Capability, Person } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Asker, FindingsQuery, Request } from '../domain/request.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Version } from '../domain/version.ts';

/** Everything the flows need from the world. Each flow asks for what it uses: `Pick<Services, 'cards' | 'now'>`. */
export interface Services {
  now(): Date;
  /** Resolves after that many milliseconds of the same time that `now` tells. */
  sleep(ms: number): Promise<void>;
  /** 128 random bits in hex. */
  token(): string;
  policy(): Promise<Policy>;
  hub: Hub;
  findings: Findings;
  cards: Cards;
  channels: Channels;
  intents: Intents;
  nonces: Nonces;
  installation: Installation;
  quarantine: Quarantine;
  audit: Audit;
  queues: Queues;
  directory: Directory;
  chat: Chat;
  log: Log;
}

// ---- AWS Security Hub

/** What happened to one finding of an update. `again`: trying the same later can help. */
export type UpdateResult = { ref: FindingRef } & ({ done: true } | { done: false; again: boolean; code: string; words: string });

export interface FindingsPage {
  findings: Finding[];
  /** Absent on the last page. */
  next?: string;
}

export interface Hub {
  /** The present states of these findings; those that Security Hub no longer has are left out. */
  find(refs: readonly FindingRef[]): Promise<Finding[]>;
  /** The finding as Security Hub tells it, unparsed; undefined when it is gone. */
  raw(ref: FindingRef): Promise<unknown>;
  /** The finding with this id, whatever its product. */
  findById(id: string): Promise<Finding[]>;
  /** Active findings, the most severe and newest first, `size` at most (100 at most). */
  list(query: FindingsQuery, options: { size: number; cursor?: string }): Promise<FindingsPage>;
  /** One result per finding, in their order. Its HTTP answer being 200 says nothing about any of them. */
  setWorkflow(refs: readonly FindingRef[], status: WorkflowStatus, note: string): Promise<UpdateResult[]>;
}

// ---- the table

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
   */
  change(key: string, change: (card: Card | undefined) => Card | undefined): Promise<{ card: Card | undefined; changed: boolean }>;
  /** Cards of a channel whose message is not what it should be, the most urgent and oldest first. */
  dirty(channel: string, limit: number): Promise<Card[]>;
  /** Cards with something falling due by then, at most `limit`. */
  due(by: Date, limit: number): Promise<Card[]>;
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
  /** Prolongs the lease and records the last post; false when it was lost. */
  renew(channel: string, token: string, until: Date, lastPostAt?: Date): Promise<boolean>;
  /** Gives the lease up; false when a wake came since `wanted` was read, and then the lease is kept. */
  release(channel: string, token: string, wanted: number): Promise<boolean>;
  /** Nothing is created or edited there until then (a rate limit). */
  hold(channel: string, until: Date): Promise<void>;
  setPaused(channel: string, paused: ChannelState['paused'] | undefined): Promise<void>;
  setHealth(channel: string, health: ChannelState['health'], reason?: string): Promise<void>;
}

export interface Intents {
  /** Stores it unless it is there already; resolves to what is stored. */
  create(intent: Intent): Promise<{ intent: Intent; created: boolean }>;
  get(id: string): Promise<Intent | undefined>;
  /** Moves it on if it still is in that state and phase; false otherwise. */
  move(id: string, from: Pick<Intent, 'state' | 'thread'>, to: Pick<Intent, 'state' | 'thread'>): Promise<boolean>;
  /** Those neither SHOWN nor REFUSED, requested before then, at most `limit`. */
  unfinished(before: Date, limit: number): Promise<Intent[]>;
}

export interface Nonces {
  /** True the first time; false when this value was used in the last ten minutes. */
  use(value: string): Promise<boolean>;
}

export interface Installation {
  /** When shub first ran here; the first call ever decides. */
  at(): Promise<Date>;
  /** Whether all delivery is paused, and by whom. */
  paused(): Promise<ChannelState['paused'] | undefined>;
  setPaused(paused: ChannelState['paused'] | undefined): Promise<void>;
}

export interface Quarantined {
  at: string;
  because: string;
  id?: string;
  productArn?: string;
  /** What came, gzip and base64, cut never: at most 300 KB or absent with a note in `because`. */
  body?: string;
}

export interface Quarantine {
  put(item: Quarantined): Promise<void>;
  newest(limit: number): Promise<Quarantined[]>;
}

// ---- audit

export interface Audit {
  /** Appends to the finding's chain unless it is there. Throws when it cannot: no effect without it. */
  append(entry: AuditEntry): Promise<void>;
  chain(finding: string): Promise<(AuditEntry & { previous: string; hash: string })[]>;
}

// ---- queues

export interface Queues {
  /** Has the channel looked at, after so many seconds (900 at most). */
  wake(channel: string, delaySeconds?: number): Promise<void>;
  /** Hands work to whoever may do it: suppressions to the function that alone may suppress, the rest to the other. */
  request(request: Request, to: 'actions' | 'admin'): Promise<void>;
}

// ---- Slack

export interface Directory {
  /** Who this is and what they may do, at most a minute old; `fresh` asks Slack again. */
  person(id: string, options?: { fresh?: boolean; team?: string }): Promise<Person>;
}

/** What became of a message sent to Slack. `ambiguous`: it may be there or not, and only Slack's history can tell. `permanent`: the
 * same again cannot help, because of the channel, our token, the message's content, or the message to edit being gone. */
export type Outcome =
  | { kind: 'ok'; ts: string }
  | { kind: 'not sent'; retryAfter: number; error: string }
  | { kind: 'ambiguous'; error: string }
  | { kind: 'permanent'; of: 'channel' | 'auth' | 'message' | 'missing'; error: string };

export interface Chat {
  /**
   * Creates the card's message; `token` travels in its metadata. Never tries twice. `plain`: three lines of text, for
   * when Slack refuses the message as it should be.
   */
  post(channel: string, face: Face, token: string, options?: { plain: boolean }): Promise<Outcome>;
  edit(channel: string, ts: string, face: Face, token: string, options?: { plain: boolean }): Promise<Outcome>;
  /** Takes a message of ours away; gone already is as good. */
  remove(channel: string, ts: string): Promise<Outcome>;
  /** The ts of messages of ours in the channel that carry this token, oldest first, looking back to `since`. */
  findPosted(channel: string, token: string, since: Date): Promise<string[]>;
  /** One line under the card about a press. */
  thread(channel: string, ts: string, line: PressLine, token: string): Promise<Outcome>;
  findInThread(channel: string, ts: string, token: string): Promise<string[]>;
  /** Says something in a channel, to all. */
  announce(channel: string, text: string): Promise<Outcome>;
  /** Shows an answer to the person who asked alone. */
  answer(asker: Asker, answer: Answer): Promise<void>;
  /** Draws details into a modal that is open; closed meanwhile is as good. */
  showDetails(view: string, details: Details): Promise<void>;
  /** Says something in a modal that is open, in place of what it shows; closed meanwhile is as good. */
  sayInModal(view: string, text: string): Promise<void>;
}

// ---- the rest

export interface Log {
  info(event: string, facts?: Record<string, unknown>): void;
  warn(event: string, facts?: Record<string, unknown>): void;
  error(event: string, facts?: Record<string, unknown>): void;
  /** Adds to a counter in CloudWatch. */
  count(metric: string, by?: number): void;
}

/** What a press needs of whoever presses. */
export const CAPABILITY: Record<PressAction, Capability> = {
  acknowledge: 'respond',
  resolve: 'respond',
  reopen: 'respond',
  suppress: 'respond',
};
