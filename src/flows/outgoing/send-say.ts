import { placeOf } from '../../domain/card.ts';
import { isHopeless, later, type OutgoingSay, putOff } from '../../domain/outgoing.ts';
import { remarkOnce } from '../promises/remark-once.ts';
import type { Services } from '../services.ts';
import type { Results, Tale } from './send-out.ts';

/** Says a line under the card, and once only: after a crash it is looked for in the thread first. */
export async function sendSay(
  step: OutgoingSay,
  { card }: Tale,
  services: Pick<Services, 'cards' | 'chat' | 'budgets' | 'log' | 'now'>,
): Promise<Results> {
  const { budgets, chat, log, now } = services;
  const full = await budgets.takeLine(placeOf(card));
  if (full !== undefined) return { fates: [[step.id, { later: putOff(step, full) }]] };
  // A sheet is about forty cards: what is said about one of them stays in its thread.
  const broadcast = step.broadcast && card.state === 'POSTED';
  try {
    await remarkOnce(card, step.id, ({ channel, ts }) => chat.remark(channel, ts, step.notice, step.id, { broadcast }), services);
    return { fates: [[step.id, 'sent']] };
  } catch (error) {
    log.warn('line under a card not said', { card: card.key, error: String(error) });
    log.count('RemarksNotSaid');
    if (isHopeless(step, now().getTime())) return { fates: [[step.id, 'given up']] };
    return { fates: [[step.id, { later: later(step, now().getTime(), { lasting: false }) }]] };
  }
}
