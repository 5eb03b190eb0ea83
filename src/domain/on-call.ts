import type { EscalationStep } from './escalation.ts';
import type { Severity } from './finding.ts';
import type { Policy } from './policy.ts';

/** One rule of who is on call, with the people behind its user groups at this moment. */
export interface OnCallRule {
  rule: Policy['onCall'][number];
  people: string[];
}

/** A card that nobody has acknowledged, and what happens next if nobody does. */
export interface NextEscalation {
  title: string;
  severity: Severity;
  step: EscalationStep;
  /** ISO 8601. */
  at: string;
  /** The card's message, once it has one. */
  url?: string;
}

/** Who is called, for what, and what is called about next. */
export interface OnCall {
  rules: OnCallRule[];
  waits: Policy['escalation'];
  fallbackChannel: string | undefined;
  /** Soonest first. */
  next: NextEscalation[];
  /** How many more there are. */
  more: number;
}
