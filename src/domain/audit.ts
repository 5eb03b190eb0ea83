import * as z from 'zod';
import { PressAction } from './card.ts';

/**
 * What is done about a finding and put on record: a press, an approver's word on one (which, `result` says), something about
 * its ticket (what, `result` says), by policy NOTIFIED set because its alert was delivered, the finding itself made in Slack,
 * or its first alert. What is done to a standard or a control has a chain of its own, under its ARN; so have the daily roots
 * of all chains (`seal`).
 */
export const AuditAction = z.enum([
  ...PressAction.options,
  'approve',
  'escalate',
  'ticket',
  'notify',
  'create',
  'standard',
  'control',
  'seal',
  'alert',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** The finding as it was at an entry, kept beside the chain: the SHA-256 of its text in hex, and until when it is kept (ISO time). */
export const CopyRef = z.object({ hash: z.string(), until: z.string() });
export type CopyRef = z.infer<typeof CopyRef>;

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
  copy?: CopyRef;
}
