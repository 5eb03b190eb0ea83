import * as z from 'zod';
import { PressAction } from './card.ts';

export const ReasonClass = z.enum(['false positive', 'accepted risk', 'compensating control', 'test resource', 'other']);
export type ReasonClass = z.infer<typeof ReasonClass>;

/** One press by one person on one version of a card; durable before Slack is answered. */
export const Intent = z.object({
  /** Hash of person, card, action and actionVersion: a doubled press is the same intent. */
  id: z.string(),
  who: z.string(),
  action: PressAction,
  card: z.string(),
  actionVersion: z.number().int(),
  /** Where the press came from; a refusal is shown there to that person alone. */
  channel: z.string(),
  reasonClass: ReasonClass.optional(),
  text: z.string().max(3000).optional(),
  requestedAt: z.string(),
  /** REQUESTED → APPLIED (Security Hub took it) → SHOWN (card and thread say so); REFUSED: told why, nothing done. */
  state: z.enum(['REQUESTED', 'APPLIED', 'SHOWN', 'REFUSED']),
  /** The thread line of this press: announced before it is sent, so that a crash cannot double it. */
  thread: z.enum(['waiting', 'sending', 'sent']),
});
export type Intent = z.infer<typeof Intent>;
