import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { type Face, problemFace, type SheetRow } from '../../domain/face.ts';
import { insightFace } from '../../domain/insight-card.ts';
import { headFace, sheetFace, sheetRow } from '../../domain/storm-messages.ts';
import { testFace } from '../../domain/test-card.ts';
import type { Services } from '../services.ts';

/**
 * What the card's message should show now, from the findings and the other cards as the table has them. `before` is told of
 * each card with findings in it, and what it does is done before the face is there to be shown.
 */
export async function faceOf(
  card: Card,
  services: Pick<Services, 'cards' | 'findings'>,
  before: (shown: Card) => Promise<void> = async () => undefined,
): Promise<Face> {
  const { cards, findings } = services;
  switch (card.subject.kind) {
    case 'adopted':
      return { kind: 'adopted', card: card.key, counts: await findings.adopted(card.channel) };
    case 'insight':
      return insightFace(card);
    case 'test':
      return testFace(card);
    case 'head':
      return headFace(card, card.subject);
    case 'sheet': {
      const listed = await Promise.all(card.subject.cards.map((key) => cards.get(key)));
      const rows = await Promise.all(listed.map((one) => (one?.sheet === card.key ? rowOf(one, services, before) : undefined)));
      return sheetFace(
        card,
        rows.filter((row) => row !== undefined),
      );
    }
    case 'problem': {
      await before(card);
      const rows = await findings.many(card.subject.members.map(({ key }) => key));
      const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
      if (!lead) throw new Error(`Card ${card.key} has no finding left to show`);
      return problemFace(card, [lead, ...others]);
    }
  }
}

async function rowOf(
  card: Card,
  { findings }: Pick<Services, 'findings'>,
  before: (shown: Card) => Promise<void>,
): Promise<SheetRow | undefined> {
  if (card.subject.kind !== 'problem') return undefined;
  await before(card);
  const [lead] = leadFirst((await findings.many(card.subject.members.map(({ key }) => key))).map(({ finding }) => finding));
  return lead && sheetRow(card, lead);
}
