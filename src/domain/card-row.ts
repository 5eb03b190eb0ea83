import type { Severity } from './finding.ts';

/** One line of a list about several cards, such as a handover or a digest: what it is, and what there is to know of it now. */
export interface CardRow {
  /** Untrusted. */
  title: string;
  severity?: Severity;
  /** Slack id. */
  who?: string;
  /** What there is to know of it, with a time in ISO 8601 that it is about. */
  what: 'open since' | 'acknowledged' | 'late since' | 'due' | 'back' | 'ends' | 'silent since';
  at: string;
  message?: { channel: string; ts: string };
}
