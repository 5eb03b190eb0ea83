import type { ProductKind } from '../../domain/finding.ts';

/** What must happen again and again: the clock's tick, and events about the findings of each product. */
export type Beat = 'clock' | ProductKind;

export interface Heartbeats {
  /** Notes that it happens now; to the minute, because that is all anybody wants to know. */
  beat(what: Beat): Promise<void>;
  /** When each was last noted; what never happened is missing. */
  last(): Promise<Partial<Record<Beat, Date>>>;
}
