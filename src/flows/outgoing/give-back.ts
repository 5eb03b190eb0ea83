import type { Card } from '../../domain/card.ts';
import { carriedBy, takenBack, unburdened } from '../../domain/carried.ts';
import type { Services } from '../services.ts';

/** Each card of the sheet sees to what it has to send itself. The cards first, so that a crash makes it be done twice. */
export async function giveBack(sheet: Card, { cards }: Pick<Services, 'cards'>): Promise<void> {
  const carried = carriedBy(sheet);
  if (carried.length === 0) return;
  await Promise.all(
    carried.map(({ card, steps }) => cards.change(card, (stored) => (stored?.sheet === sheet.key ? takenBack(stored, steps) : undefined))),
  );
  await cards.change(sheet.key, (stored) => stored && unburdened(stored));
}
