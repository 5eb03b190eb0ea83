import type { Severity } from './finding.ts';

/** Somebody called to a card: what is said under it, in the fallback channel, or to one person directly. */
export interface Call {
  /** Slack ids of the people and user groups who are called. */
  whom: readonly string[];
  /** Slack user id of whoever calls; without one nobody has acknowledged the card for so many minutes. */
  by?: string;
  waitedMinutes?: number;
  reason?: string;
  severity: Severity;
  title: string;
  /** Where the card is, for who reads this elsewhere. */
  at?: { channel: string; url?: string };
  /** Others of the same storm wait as well, and are not called for one by one. */
  storm: boolean;
}
