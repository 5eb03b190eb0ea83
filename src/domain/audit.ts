import * as z from 'zod';
import { PressAction } from './card.ts';

/** What people can do about a finding that is put on record: a press, or something about its ticket (what, `result` says). */
export const AuditAction = z.enum([...PressAction.options, 'ticket']);
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
