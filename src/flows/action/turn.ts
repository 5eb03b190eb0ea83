import type { Card } from '../../domain/card.ts';
import { pressingOver, startPressing } from '../../domain/delivery.ts';
import { takes } from '../../domain/face.ts';
import { cardForgotten } from '../../domain/forgotten.ts';
import type { Intent } from '../../domain/intent.ts';
import { tooLate } from '../../domain/meanwhile.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Services } from '../services.ts';

/** Longer than carrying out a press may take, shorter than its message stays hidden in the queue. */
const TURN_MS = 60_000;

/** `editor`: under this name the card's message is ours to edit. */
type Turn = { is: 'mine'; card: Card; editor: string } | { is: 'taken' } | { is: 'done' };

/**
 * Takes the intent's turn on its card: of two people who press on the same version one gets it, and the other is told
 * who. An intent that had the turn when it crashed gets it again. `taken`: another worker is carrying it out right now, or died
 * at it; the press comes back once the turn is over. `done`: one has, and stopped between the card and the intent.
 */
export async function takeTurn(
  intent: Intent,
  seen: Card | undefined,
  { cards, now, token }: Pick<Services, 'cards' | 'now' | 'token'>,
  again: (seconds: number) => Promise<void>,
): Promise<Turn> {
  const editor = `${intent.id} ${token()}`;
  const take = (stored: Card | undefined): Card | undefined => {
    if (!stored) throw cardForgotten();
    const until = now().getTime() + TURN_MS;
    if (stored.acted === intent.id) return undefined;
    if (stored.acting?.intent === intent.id) {
      return stored.acting.until > now().getTime() ? undefined : { ...stored, acting: { ...stored.acting, until } };
    }
    if (stored.actionVersion !== intent.actionVersion) throw new UserFacingError('already_done', tooLate(stored, intent));
    if (!takes(stored, intent.action)) throw new UserFacingError('already_done', tooLate(stored, intent));
    return {
      ...(startPressing(stored, editor, now().getTime()) ?? stored),
      actionVersion: stored.actionVersion + 1,
      acting: { intent: intent.id, who: intent.who, action: intent.action, until, was: stored.workflow },
    };
  };
  const { card, changed } = await cards.change(intent.card, take, { ...(seen && { seen }) });
  if (changed && card) return { is: 'mine', card, editor };
  if (card?.acted === intent.id) return { is: 'done' };
  const left = (card?.acting?.until ?? 0) - now().getTime();
  await again(left / 1000 + 1);
  return { is: 'taken' };
}

/** After a refusal: the buttons people see work again. `drawn`: the message may show that it was carried out. */
export async function giveTurnBack(intent: Intent, { cards, now }: Pick<Services, 'cards' | 'now'>, { drawn = false } = {}): Promise<void> {
  await cards.change(intent.card, (stored) => {
    if (stored?.acting?.intent !== intent.id) return undefined;
    const { acting: _acting, ...rest } = pressingOver(stored, intent.id, now().getTime(), { drawn });
    return { ...rest, actionVersion: intent.actionVersion };
  });
}
