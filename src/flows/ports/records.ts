import type { AuditEntry } from '../../domain/audit.ts';
import type { ChainedEntry } from '../../domain/audit-chain.ts';
import type { FindingRef } from '../../domain/finding.ts';
import type { Intent } from '../../domain/intent.ts';
import type { Repair } from '../../domain/repair.ts';
import type { ChannelState } from './table.ts';

/** Where an intent has come to, and what of the rest changes with it. */
export type IntentStep = Pick<Intent, 'state' | 'thread'> & Partial<Pick<Intent, 'changed' | 'untold' | 'telling' | 'approvedBy'>>;

export interface Intents {
  /** Stores it unless it is there already; resolves to what is stored. */
  create(intent: Intent): Promise<{ intent: Intent; created: boolean }>;
  get(id: string): Promise<Intent | undefined>;
  /** Moves it on if it still is in that state and phase; false otherwise. */
  move(id: string, from: Pick<Intent, 'state' | 'thread'>, to: IntentStep): Promise<boolean>;
  /** Those neither SHOWN nor REFUSED nor WAITING, requested before then, at most `limit`. */
  unfinished(before: Date, limit: number): Promise<Intent[]>;
  /** Those of which nothing is left but to tell their person, and that is to be tried by then, at most `limit`. */
  untold(by: Date, limit: number): Promise<Intent[]>;
}

export interface Repairs {
  get(): Promise<Repair | undefined>;
  /** False when somebody else has claimed or finished it since `over` was read; undefined: there was none yet. */
  save(repair: Repair, over: Repair | undefined): Promise<boolean>;
}

export interface Nonces {
  /** True the first time; false when this value was used in the last ten minutes, or so many seconds. */
  use(value: string, seconds?: number): Promise<boolean>;
  /** Whether it was. */
  used(value: string): Promise<boolean>;
}

export interface Turns {
  /** Whose turn it is for so many seconds: `who`'s, if it was nobody's or that of `over`, from whom they take it. */
  take(name: string, who: string, seconds: number, over?: string): Promise<string>;
}

export interface Installation {
  /** When shub first ran here; the first call ever decides. */
  at(): Promise<Date>;
  /** Moves that back to then, unless it was earlier: after the table was lost. */
  began(at: Date): Promise<void>;
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

/** A finding as Security Hub told it, unparsed, to be kept. */
export interface Told {
  finding: FindingRef;
  raw: unknown;
}

/** What was kept of a finding at an entry of its chain; `text` is JSON, without the note. */
export interface FindingCopy {
  entry: string;
  at: string;
  text: string;
}

export interface Audit {
  /**
   * Appends to the finding's chain unless it is there; with `told`, a copy of the finding as it was then is kept beside it.
   * Throws when it cannot: no effect without it.
   */
  append(entry: AuditEntry, told?: Told): Promise<void>;
  /** The same, for what is most likely the first of its chain. */
  begin(entry: AuditEntry, told?: Told): Promise<void>;
  chain(finding: string): Promise<ChainedEntry[]>;
  /** The copies of a finding that are still kept. */
  copies(finding: string): Promise<FindingCopy[]>;
  /** Every chain there is, by what it is about. It reads the whole table. */
  all(): Promise<ReadonlyMap<string, readonly ChainedEntry[]>>;
  /** The hash of what is stored as each copy, by its finding and the id of its entry. It reads the whole table. */
  copyHashes(): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>;
  /** The key of a finding of which there is a copy, by its id alone. It reads the whole table. */
  keyOf(findingId: string): Promise<string | undefined>;
}
