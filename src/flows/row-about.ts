import { type Card, placeOf } from '../domain/card.ts';
import { leadFirst } from '../domain/card-changes.ts';
import type { CardRow } from '../domain/card-row.ts';
import type { Services } from './services.ts';

/** A card as a line of a list about several, with the message that shows it. */
export async function rowAbout(
  { card, what, at }: { card: Card } & Pick<CardRow, 'what' | 'at'>,
  { cards, findings }: Pick<Services, 'cards' | 'findings'>,
): Promise<CardRow> {
  const keys = card.subject.kind === 'problem' ? card.subject.members.map(({ key }) => key) : [];
  const [finding] = leadFirst((await findings.many(keys)).map((row) => row.finding));
  const ts = card.state === 'LISTED' && card.sheet !== undefined ? (await cards.get(card.sheet))?.ts : card.ts;
  return {
    title: finding?.title ?? card.key,
    severity: card.severity,
    what,
    at,
    ...(card.owner !== undefined && { who: card.owner }),
    ...(ts !== undefined && { message: { channel: placeOf(card), ts } }),
  };
}
