import * as z from 'zod';
import { PressAction } from './card.ts';

/**
 * What is done about a finding and put on record: a press, an approver's word on one (which, `result` says), something about
 * its ticket (what, `result` says), by policy NOTIFIED set because its alert was delivered, or the finding itself made in Slack. What is done to a standard or a control
 * has a chain of its own, under its ARN; so have the daily roots of all chains (`seal`).
 */
export const AuditAction = z.enum([...PressAction.options, 'approve', 'escalate', 'ticket', 'notify', 'create', 'standard', 'control', 'seal']);
export type AuditAction = z.infer<typeof AuditAction>;

/** One line of a finding's audit chain. */
export interface AuditEntry {
  /** Made from the intent and the phase: written once whatever happens. */
  id: string;
  finding: string;
  phase: 'started' | 'done';
  who: string;
  action: AuditAction;
  at: string;
  reason?: string;
  result?: string;
}
