import { aroundCard } from '../../domain/around.ts';
import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { problemFace } from '../../domain/face.ts';
import { findingForgotten } from '../../domain/forgotten.ts';
import { testFace } from '../../domain/test-card.ts';
import { messageOf } from '../message-of.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'hub' | 'findings' | 'cards' | 'audit' | 'chat' | 'now'>;

/** Fills the details modal that the press has opened: everything we know, and the finding as Security Hub tells it now. */
export async function showDetails({ view, subject }: { view: string; subject: string }, services: Needs): Promise<void> {
  const { hub, findings, cards, audit, chat, now } = services;
  const card = await cards.get(subject);
  if (card?.subject.kind === 'test') {
    const face = testFace(card);
    const raw = { about: 'A test card: Security Hub has no such finding.' };
    const { finding } = face;
    await chat.showDetails(view, { face, finding, members: [finding], verdict: undefined, around: undefined, raw, history: [] });
    return;
  }
  const keys = card?.subject.kind === 'problem' ? card.subject.members.map(({ key }) => key) : [subject];
  const rows = await findings.many(keys);
  const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
  if (!lead) throw findingForgotten();
  const [raw, chains] = await Promise.all([hub.raw(lead), Promise.all(keys.map((key) => audit.chain(key)))]);
  await chat.showDetails(view, {
    face: card && faceIfProblem(card, [lead, ...others]),
    finding: lead,
    members: [lead, ...others],
    around: card && aroundCard(card, { url: (await messageOf(card, services))?.url, sheet: await sheetOf(card, services) }, now()),
    verdict: rows.find(({ finding }) => finding.key === lead.key)?.verdict,
    raw: raw ?? null,
    history: onePerPress(chains.flat()),
  });
}

const sheetOf = async ({ state, sheet }: Card, { cards }: Needs) =>
  state === 'LISTED' && sheet !== undefined ? cards.get(sheet) : undefined;

const faceIfProblem = (card: Card, members: Parameters<typeof problemFace>[1]) =>
  card.subject.kind === 'problem' ? problemFace(card, members) : undefined;

/** A press on a problem is in the chain of each of its findings; people made it once. */
function onePerPress<Entry extends { id: string; at: string }>(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()].sort((a, b) => a.at.localeCompare(b.at));
}
