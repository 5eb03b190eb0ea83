import * as z from 'zod';
import type { Card } from './card.ts';
import { FindingRef } from './finding.ts';

/** A finding whose first alert a card is, to be put on record before anybody is shown it, and what Security Hub told of it, as gzipped JSON. */
export const Unrecorded = z.object({ key: z.string(), ...FindingRef.shape, told: z.instanceof(Uint8Array) });
export type Unrecorded = z.infer<typeof Unrecorded>;

/** A row ends at 400 KB, and a card is read often: what would be too much for it is put on record at once. */
const MOST_BYTES = 100_000;

export const hasRoomFor = (card: Card | undefined, { told }: Unrecorded): boolean =>
  (card?.unrecorded ?? []).reduce((sum, each) => sum + each.told.length, told.length) <= MOST_BYTES;

export const isMember = (card: Card | undefined, key: string): boolean =>
  card?.subject.kind === 'problem' && card.subject.members.some((member) => member.key === key);

/** The card at a write that comes after those have been put on record that it had as `before`; those that came since stay. */
export function recorded(card: Card | undefined, before: Card): Card | undefined {
  if (!card?.unrecorded || !before.unrecorded) return card;
  const { unrecorded, ...rest } = card;
  const left = unrecorded.filter(({ key }) => !before.unrecorded?.some((done) => done.key === key));
  return left.length === 0 ? rest : { ...rest, unrecorded: left };
}
