import { cardAfterArrival, cardKeyOf } from '../../src/domain/card-changes.ts';
import { redrawn } from '../../src/domain/delivery.ts';
import { faceHash } from '../../src/domain/face.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { deliverChannel } from '../../src/flows/delivery/deliver-channel.ts';
import { faceOf } from '../../src/flows/delivery/face-of.ts';
import { removeTwins } from '../../src/flows/delivery/look-up-card.ts';
import { yetUnrecorded } from '../../src/flows/put-on-record.ts';
import type { FindingRow } from '../../src/flows/services.ts';
import { wakeChannels } from '../../src/flows/wake-channels.ts';
import { aFinding } from '../fixtures/a-finding.ts';
import { courseOf, type Schedule } from './schedule.ts';
import { type Services, type Shared, servicesOf } from './worker.ts';

const CHANNEL = 'C0ALERTS';
const START = Date.UTC(2026, 2, 2, 9, 10);
const MINUTE = 60_000;

/**
 * The real delivery among workers that die, freeze and are called twice, and a Slack that loses answers, refuses and
 * applies late. Whatever the schedule, once nothing breaks any more every card must have exactly one message that shows
 * the newest state of its finding.
 */
export async function play(schedule: Schedule): Promise<{ problems: string[]; messages: number; steps: number }> {
  const course = courseOf(schedule, START);
  const shared: Shared = {
    course,
    schedule,
    cards: new Map(),
    rows: new Map(),
    channel: { channel: CHANNEL, wanted: 0, health: 'ok' },
    messages: [],
    record: new Set(),
  };
  for (let minute = 1; minute <= 60; minute++) course.later(minute * MINUTE, () => begin(shared, clockMinute, 1));
  for (const finding of arrivals(schedule)) course.later(schedule.choose(90) * 1000, () => begin(shared, arrival(finding), 5));
  await course.run(START + 70 * MINUTE);
  return { problems: await problemsOf(shared), messages: shared.messages.length, steps: course.steps() };
}

/** Two findings, one of which goes on changing. */
function arrivals(schedule: Schedule): Finding[] {
  const busy = (minute: number) =>
    aFinding({ title: `as of minute ${minute}`, updatedAt: new Date(START + minute * MINUTE).toISOString(), contentHash: String(minute) });
  const calm = aFinding({ id: 'calm', severity: 'CRITICAL' });
  return [...Array.from({ length: 1 + schedule.choose(4) }, (_, minute) => busy(minute)), calm];
}

type Work = (services: Services, shared: Shared) => Promise<void>;

/** A worker at a message of a queue: whoever dies or fails leaves it to the next, as long as the queue gives it out again. */
function begin(shared: Shared, work: Work, receives: number): void {
  const again = () => {
    if (receives > 1) shared.course.later(2 * MINUTE, () => begin(shared, work, receives - 1));
  };
  shared.course.spawn(async (worker) => {
    const services = servicesOf(
      worker,
      shared,
      () => {
        shared.course.kill(worker);
        again();
      },
      () => begin(shared, deliver, 3),
    );
    await work(services, shared);
  }, again);
}

const deliver: Work = (services) => deliverChannel(CHANNEL, services, new Date(services.now().getTime() + 45_000));

const clockMinute: Work = async (services) => {
  const { cards, now } = services;
  const due = await cards.due(now(), 200);
  for (const key of due) {
    await removeTwins(key, services);
    await cards.change(key, (card) => redrawn(card, now().getTime()));
  }
  if (due.length > 0 || (await cards.dirty(CHANNEL, 1)).length > 0) await wakeChannels([CHANNEL], services);
};

/** What comes of a state of a finding, as far as delivery is concerned; older ones change nothing. */
const arrival =
  (finding: Finding): Work =>
  async (services, { rows }) => {
    const { cards, now } = services;
    const stored = rows.get(finding.key);
    if (!stored || stored.finding.updatedAt < finding.updatedAt) rows.set(finding.key, rowOf(finding));
    const key = cardKeyOf(finding.problem, CHANNEL);
    // What is to be sent to the outside is not sent here, and must not keep the clock busy.
    await cards.change(key, (card) => ({
      ...cardAfterArrival(card, {
        key,
        channel: CHANNEL,
        problem: finding.problem,
        findings: [(rows.get(finding.key) ?? rowOf(finding)).finding],
        because: 'first seen',
        joining: yetUnrecorded(finding, finding),
        again: true,
        raisedBy: finding.contentHash,
        now: now(),
      }),
      outgoing: [],
    }));
    await wakeChannels([CHANNEL], services);
  };

const rowOf = (finding: Finding): FindingRow => ({
  finding,
  version: { updated: finding.updatedAt, seen: '', hash: finding.contentHash },
  verdict: { do: 'alert', because: 'first seen' },
  channels: [CHANNEL],
  since: finding.createdAt,
});

async function problemsOf({ cards, rows, messages }: Shared): Promise<string[]> {
  const live = messages.filter(({ deleted }) => !deleted);
  const problems: string[] = [];
  for (const card of cards.values()) {
    const own = live.filter(({ token }) => token === card.token);
    const [message, ...twins] = own;
    if (!message) problems.push(`lost: ${card.state}, ts ${card.ts}`);
    if (twins.length > 0) problems.push(`${twins.length} too many`);
    const face = await faceOf(card, {
      cards: {
        get: later,
        change: later,
        dirty: later,
        waiting: later,
        refused: later,
        unchecked: later,
        standing: later,
        exceptions: later,
        due: later,
      },
      findings: { get: later, many: async (keys) => keys.flatMap((key) => rows.get(key) ?? []), put: later, adopted: later },
    });
    if (own.some(({ early }) => early)) problems.push('shown before it was on record');
    if (card.unrecorded) problems.push('thought not to be on record');
    if (message && message.shows !== faceHash(face))
      problems.push(`stale: want ${card.want === card.shown ? 'thought shown' : 'known missing'}`);
  }
  if (live.length !== cards.size) problems.push(`${live.length} messages for ${cards.size} cards`);
  return problems;
}

const later = (): Promise<never> => Promise.reject(new Error('not asked for'));
