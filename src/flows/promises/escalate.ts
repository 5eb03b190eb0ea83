import type { Card } from '../../domain/card.ts';
import { type EscalationStep, escalated, waitOf } from '../../domain/escalation.ts';
import type { Services } from '../services.ts';

/** Nobody has acknowledged the card: the next step is written down as done and to be sent, in one write, so that it is sent once. */
export async function escalate(
  card: Card,
  step: EscalationStep,
  { cards, log, now }: Pick<Services, 'cards' | 'log' | 'now'>,
): Promise<void> {
  const wait = waitOf(card);
  if (wait === undefined) return;
  const { changed } = await cards.change(card.key, (stored) => escalated(stored, { wait, step }, now()));
  if (!changed) return;
  log.info('card escalated', { card: card.key, severity: card.severity, step });
  log.count('Escalations', 1, { severity: card.severity, step });
}
