import type { Card } from './card.ts';

/** Longer than a queue brings a message by itself, and twice as long each time: seven times in a day. */
const FIRST_WAIT_MS = 20 * 60_000;
const MOST_TRIES = 7;

/** Whether a press on the card is to be read back now. */
export const isToConfirm = ({ confirm }: Card, now: number): boolean => confirm !== undefined && confirm.by <= now;

/** The card once somebody has been asked to read its press back: that nobody has is found out only later, and not for ever. */
export function handedToConfirm(card: Card | undefined, now: number): Card | undefined {
  if (!card?.confirm || !isToConfirm(card, now)) return undefined;
  const { confirm, ...rest } = card;
  const tries = (confirm.tries ?? 0) + 1;
  return tries > MOST_TRIES ? rest : { ...rest, confirm: { ...confirm, tries, by: now + FIRST_WAIT_MS * 2 ** (tries - 1) } };
}
