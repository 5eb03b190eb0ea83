import type { PressAction } from './card.ts';

/** One line of a finding's audit chain. */
export interface AuditEntry {
  /** Made from the intent and the phase: written once whatever happens. */
  id: string;
  finding: string;
  phase: 'started' | 'done';
  who: string;
  action: PressAction;
  at: string;
  reason?: string;
  result?: string;
}
