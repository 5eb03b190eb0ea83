import { afterMany } from '../../domain/bulk-press.ts';
import { placeOf } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import type { Finding, WorkflowStatus } from '../../domain/finding.ts';
import type { Intent } from '../../domain/intent.ts';
import { remember } from '../action/rows.ts';
import type { Services } from '../services.ts';
import { followPress } from '../tickets/follow-press.ts';
import { wakeChannels } from '../wake-channels.ts';
import { atOnce } from './at-once.ts';
import { turnGivenBack } from './turns.ts';

type Needs = Pick<Services, 'cards' | 'findings' | 'channels' | 'queues'> & Parameters<typeof followPress>[1];

/** Findings that Security Hub has just given these statuses, with the note that stands on each, and the cards that it is shown on. */
interface Shown {
  press: Intent;
  note: string;
  statuses: ReadonlyMap<string, WorkflowStatus>;
  cards: readonly string[];
  at: Date;
  until: string;
  reminder: number | undefined;
}

/**
 * Writes into rows, cards and tickets what has been changed, so that it can be seen before Security Hub's events come back. The
 * cards are drawn by delivery, which has a budget for what no person waits for. Doing it again changes nothing.
 */
export async function showTogether({ press, note, statuses, cards: keys, at, until, reminder }: Shown, services: Needs): Promise<void> {
  const { cards, findings } = services;
  const before = await atOnce(keys, (key) => membersOf(key, services));
  const suppressedUntil = press.action === 'suppress' ? until : undefined;
  await atOnce([...statuses], async ([key, workflow]) => {
    const row = await findings.get(key);
    const finding = row && { ...row.finding, workflow, note: { text: note, by: 'shub', at: at.toISOString() } };
    if (finding) await remember(finding, { at, suppressedUntil }, services);
  });

  const shown = await atOnce([...keys.entries()], async ([place, key]) => {
    const found = before[place] ?? [];
    const [lead, ...others] = leadFirst(await membersOf(key, services));
    const { card } = await cards.change(key, (stored) => {
      if (stored?.acting?.intent !== press.id) return undefined; // Shown before a crash.
      if (!lead || !found.some((finding) => statuses.has(finding.key))) return turnGivenBack(stored);
      return afterMany(stored, press, { found, findings: [lead, ...others], at, until, reminder });
    });
    await followPress(key, services);
    return card ? placeOf(card) : undefined;
  });
  await wakeChannels(new Set(shown.filter((channel) => channel !== undefined)), services);
}

async function membersOf(key: string, { cards, findings }: Pick<Services, 'cards' | 'findings'>): Promise<Finding[]> {
  const card = await cards.get(key);
  if (card?.subject.kind !== 'problem') return [];
  return (await findings.many(card.subject.members.map((member) => member.key))).map(({ finding }) => finding);
}
