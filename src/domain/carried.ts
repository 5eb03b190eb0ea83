import * as z from 'zod';
import type { Card } from './card.ts';
import type { Told } from './escalation.ts';
import { Outgoing } from './outgoing.ts';

/** What a card has to let the outside know with its first message, held by the sheet that lists it: one write of the sheet ticks it off for all its cards. */
export const Carried = z.object({ card: z.string(), steps: z.array(Outgoing) });
type Carried = z.infer<typeof Carried>;

export const carriedBy = ({ subject }: Card): readonly Carried[] => (subject.kind === 'sheet' ? (subject.carried ?? []) : []);

/** The card without what the sheet has in its place; what somebody is just sending stays. */
export function handedOver(card: Card | undefined, sheet: Card, now: number): Card | undefined {
  const ids = new Set(carriedBy(sheet).flatMap((each) => (each.card === card?.key ? each.steps.map(({ id }) => id) : [])));
  return card && { ...card, outgoing: card.outgoing.filter(({ id, notBefore }) => notBefore > now || !ids.has(id)) };
}

/** The card with these steps to see to itself again. */
export const takenBack = (card: Card, steps: readonly Outgoing[]): Card => ({
  ...card,
  outgoing: [...card.outgoing, ...steps.filter(({ id }) => !card.outgoing.some((each) => each.id === id))],
});

/** The sheet with nothing in the place of its cards any more, remembering who was told of them. */
export function unburdened(sheet: Card, told: readonly Told[] = []): Card {
  if (sheet.subject.kind !== 'sheet') return sheet;
  const { carried: _carried, ...subject } = sheet.subject;
  return { ...sheet, subject, ...(told.length > 0 && { told: [...(sheet.told ?? []), ...told] }) };
}
