import { placeOf } from '../../domain/card.ts';
import { isHopeless, later, type OutgoingSay, putOff } from '../../domain/outgoing.ts';
import { ReadingFailed } from '../delivery/reading-failed.ts';
import { lineHeldUntil } from '../line-held-until.ts';
import { remarkOnce } from '../promises/remark-once.ts';
import type { Services } from '../services.ts';
import type { Results, Tale } from './send-out.ts';

/** Says a line under the card, and once only: after a crash it is looked for in the thread first. */
export async function sendSay(
  step: OutgoingSay,
  { card }: Tale,
  services: Pick<Services, 'cards' | 'channels' | 'chat' | 'budgets' | 'log' | 'now'>,
): Promise<Results> {
  const { chat, log, now } = services;
  const held = await lineHeldUntil(placeOf(card), services);
  if (held !== undefined) return { fates: [[step.id, { later: putOff(step, held) }]] };
  // A sheet is about forty cards: what is said about one of them stays in its thread.
  const broadcast = step.broadcast && card.state === 'POSTED';
  try {
    await remarkOnce(card, step.id, ({ channel, ts }) => chat.remark(channel, ts, step.notice, step.id, { broadcast }), services);
    return { fates: [[step.id, 'sent']] };
  } catch (error) {
    if (error instanceof ReadingFailed && error.failure.kind === 'not sent') {
      return { fates: [[step.id, { later: putOff(step, now().getTime() + error.failure.retryAfter * 1000) }]] };
    }
    log.warn('line under a card not said', { card: card.key, error: String(error) });
    log.count('RemarksNotSaid');
    if (isHopeless(step, now().getTime())) return { fates: [[step.id, 'given up']] };
    return { fates: [[step.id, { later: later(step, now().getTime(), { lasting: false }) }]] };
  }
}
