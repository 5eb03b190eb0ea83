import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { type Face, problemFace } from '../../domain/face.ts';
import type { Services } from '../services.ts';

/** What the card's message should show now, from the findings as the table has them. */
export async function faceOf(card: Card, { findings }: Pick<Services, 'findings'>): Promise<Face> {
  if (card.subject.kind === 'adopted') return { kind: 'adopted', card: card.key, counts: await findings.adopted(card.channel) };
  const rows = await findings.many(card.subject.members.map(({ key }) => key));
  const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
  if (!lead) throw new Error(`Card ${card.key} has no finding left to show`);
  return problemFace(card, [lead, ...others]);
}
