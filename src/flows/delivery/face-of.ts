import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { type Face, problemFace, type SheetRow } from '../../domain/face.ts';
import { cardForgotten } from '../../domain/forgotten.ts';
import { insightFace } from '../../domain/insight-card.ts';
import { headFace, sheetFace, sheetRow } from '../../domain/storm-messages.ts';
import { testFace } from '../../domain/test-card.ts';
import type { Services } from '../services.ts';

/**
 * What the card's message should show now, from the findings and the other cards as the table has them; undefined when the rows
 * of its findings have gone. `before` is told of each card with findings in it, and what it does is done before the face is
 * there to be shown.
 */
export async function faceLeft(
  card: Card,
  services: Pick<Services, 'cards' | 'findings'>,
  before: (shown: Card) => Promise<void> = async () => undefined,
): Promise<Face | undefined> {
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
      return lead && problemFace(card, [lead, ...others]);
    }
  }
}

/** The same for whoever a person has asked for it; throws what to tell them when there is nothing left to show. */
export async function faceOf(card: Card, services: Pick<Services, 'cards' | 'findings'>): Promise<Face> {
  const face = await faceLeft(card, services);
  if (!face) throw cardForgotten();
  return face;
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
