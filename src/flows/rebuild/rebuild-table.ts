import type { Card } from '../../domain/card.ts';
import { adoptedKeyOf, summaryCard } from '../../domain/card-changes.ts';
import { type OurMessage, timeOf } from '../../domain/recovery/standing-message.ts';
import { headAfterLook, newSheet } from '../../domain/storm-messages.ts';
import type { Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';
import { allFindings } from './all-findings.ts';
import { type Remains, readoptFinding } from './readopt-finding.ts';
import type { Survey } from './survey.ts';

/** Of more than this the head of a storm says that there are at least as many. */
const MOST_WAITING = 20_000;

/** Whose pause it is while the table is being rebuilt. */
const REBUILD = 'rebuild';

type Needs = Parameters<typeof readoptFinding>[2] & Pick<Services, 'channels' | 'sleep' | 'queues'>;

export interface Rebuilt {
  readopted: number;
  takenIn: number;
  /** Known already, of an earlier run or by an event. */
  known: number;
}

/**
 * Writes down what a survey has found, while nothing goes out to Slack, and then lets delivery go on. Interrupted at any point
 * and run again it goes on; run on a table that is whole it changes nothing.
 */
export async function rebuildTable(
  found: Survey,
  installedAt: Date,
  chainOf: Remains['chainOf'],
  services: Needs,
  told: (findings: number) => void,
): Promise<Rebuilt> {
  const { installation } = services;
  if (!(await installation.paused())) await installation.setPaused({ by: REBUILD, at: services.now().toISOString() });
  await installation.began(installedAt);
  for (const { channel, message } of found.summaries) await readoptSummary(channel, message, services);
  const remains: Remains = { standingsOf: found.standings, chainOf, calls: found.calls, installedAt };
  const rebuilt: Rebuilt = { readopted: 0, takenIn: 0, known: 0 };
  let findings = 0;
  for await (const page of allFindings(services)) {
    for (const finding of page) {
      const fate = await readoptFinding(finding, remains, services);
      rebuilt[fate === 'taken in' ? 'takenIn' : fate]++;
    }
    findings += page.length;
    told(findings);
  }
  for (const sheet of found.sheets) await readoptSheet(sheet, services);
  for (const { channel, message } of found.heads) await readoptHead(channel, message, services);
  await goOn(found, services);
  return rebuilt;
}

/** Somebody else's pause stays. */
async function goOn({ channels }: Survey, services: Needs): Promise<void> {
  const { installation } = services;
  if ((await installation.paused())?.by === REBUILD) await installation.setPaused(undefined);
  await wakeChannels(
    channels.map(({ channel }) => channel),
    services,
  );
}

/** A message that is about no single problem, as it stands in its channel. */
const posted = (card: Card, { ts, token, channel }: OurMessage): Card => ({
  ...card,
  state: 'POSTED',
  ts,
  token,
  createdAt: timeOf(ts).toISOString(),
  ...(channel !== card.channel && { place: channel }),
});

const unlessKnown = (fresh: Card) => (stored: Card | undefined) =>
  stored && (stored.ts !== undefined || stored.token !== undefined) ? undefined : fresh;

/** The summary of what was there before installation; it is drawn again with what is counted now. */
async function readoptSummary(channel: string, message: OurMessage, { cards, now }: Needs): Promise<void> {
  const key = adoptedKeyOf(channel);
  const about = { key, channel, subject: { kind: 'adopted' } as const, because: 'known before we came', raisedBy: 'found in Slack' };
  await cards.change(key, unlessKnown(posted(summaryCard({ ...about, now: now() }), message)));
}

async function readoptSheet({ message, cards: listed }: Survey['sheets'][number], { cards, now }: Needs): Promise<void> {
  const sheet = newSheet(message.card ?? '', message.channel, listed, [], now());
  await cards.change(sheet.key, unlessKnown(posted(sheet, message)));
}

/** A storm that still goes on goes on under its head; the head of one that is over stays as it was drawn last. */
async function readoptHead(channel: string, message: OurMessage, { cards }: Needs): Promise<void> {
  const head = headAfterLook(undefined, channel, await cards.waiting(channel, MOST_WAITING), timeOf(message.ts));
  if (head) await cards.change(head.key, unlessKnown(posted(head, message)));
}
