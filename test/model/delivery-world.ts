import type { Card } from '../../src/domain/card.ts';
import { isDirty } from '../../src/domain/card.ts';
import { cardAfterArrival, cardKeyOf } from '../../src/domain/card-changes.ts';
import { redrawn } from '../../src/domain/delivery.ts';
import { nextDue } from '../../src/domain/due.ts';
import { type Face, faceHash } from '../../src/domain/face.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { removeTwins } from '../../src/flows/delivery/create-card.ts';
import { deliverChannel } from '../../src/flows/delivery/deliver-channel.ts';
import { faceOf } from '../../src/flows/delivery/face-of.ts';
import type { ChannelState, FindingRow, Outcome } from '../../src/flows/services.ts';
import { wakeChannels } from '../../src/flows/wake-channels.ts';
import { aFinding } from '../fixtures/a-finding.ts';
import { memoryLog } from '../support/memory.ts';
import { type Course, courseOf, type Schedule } from './schedule.ts';

type Services = Parameters<typeof deliverChannel>[1];

export const CHANNEL = 'C0ALERTS';
const START = Date.UTC(2026, 2, 2, 9, 10);
const MINUTE = 60_000;

/** A message in the model's Slack. */
interface Message {
  ts: string;
  token: string;
  /** Hash of the face that it shows. */
  shows: string;
  deleted: boolean;
}

/** What everybody shares and nobody loses: the table, and Slack. */
interface Shared {
  course: Course;
  schedule: Schedule;
  cards: Map<string, Card>;
  rows: Map<string, FindingRow>;
  channel: ChannelState & { lease?: string };
  messages: Message[];
}

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
    const services = servicesOf(worker, shared, () => {
      shared.course.kill(worker);
      again();
    });
    await work(services, shared);
  }, again);
}

const deliver: Work = (services) => deliverChannel(CHANNEL, services, new Date(services.now().getTime() + 45_000));

const clockMinute: Work = async (services) => {
  const { cards, now } = services;
  const due = await cards.due(now(), 200);
  for (const { key } of due) {
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
    await cards.change(key, (card) =>
      cardAfterArrival(card, {
        key,
        channel: CHANNEL,
        problem: finding.problem,
        findings: [(rows.get(finding.key) ?? rowOf(finding)).finding],
        because: 'first seen',
        again: true,
        raisedBy: finding.contentHash,
        now: now(),
      }),
    );
    await wakeChannels([CHANNEL], services);
  };

const rowOf = (finding: Finding): FindingRow => ({
  finding,
  version: { updated: finding.updatedAt, seen: '', hash: finding.contentHash },
  verdict: { do: 'alert', because: 'first seen' },
  channels: [CHANNEL],
  since: finding.createdAt,
});

let tokens = 0;

/** The ports of one worker. Every call is a step at which it may die, freeze or be overtaken. */
function servicesOf(worker: number, shared: Shared, die: () => void): Services {
  const { course, schedule, cards, rows, channel, messages } = shared;
  const now = () => new Date(course.now());
  const FREEZES = [3_000, 16_000, 40_000];

  async function step(): Promise<void> {
    await course.pause(worker);
    if (schedule.unlucky(40)) die();
    else if (schedule.unlucky(30)) await course.pause(worker, course.now() + (FREEZES[schedule.choose(FREEZES.length)] ?? 0));
    await course.pause(worker);
  }
  const read = async <T>(value: () => T): Promise<T> => {
    await step();
    return value();
  };

  const ORDER: Record<string, number> = { NEW: 0, POSTING: 1, POSTED: 2, PARKED: 3 };
  const orderOf = (card: Card) => `${ORDER[card.state]}#${card.createdAt}#${card.key}`;

  /** Slack does it, or does not, or does it late; and says so, or does not. */
  async function slack(apply: () => string): Promise<Outcome> {
    await step();
    switch (schedule.choose(12)) {
      case 11: {
        await course.pause(worker, course.now() + 8_000);
        return { kind: 'ambiguous', error: 'timeout' };
      }
      case 10: {
        apply();
        await course.pause(worker, course.now() + 8_000);
        return { kind: 'ambiguous', error: 'timeout' };
      }
      case 9: {
        course.later(1_000 * (1 + schedule.choose(60)), apply);
        await course.pause(worker, course.now() + 8_000);
        return { kind: 'ambiguous', error: 'timeout' };
      }
      case 8:
        return { kind: 'not sent', retryAfter: 1 + schedule.choose(30), error: 'ratelimited' };
      default: {
        const ts = apply();
        await step();
        return { kind: 'ok', ts };
      }
    }
  }

  const changeChannel = async (holds: () => boolean, change: () => void): Promise<boolean> => {
    await step();
    if (!holds()) return false;
    change();
    return true;
  };

  return {
    now,
    token: () => `token${tokens++}`,
    sleep: (ms) => course.pause(worker, course.now() + ms),
    log: memoryLog(),
    installation: { at: () => read(now), paused: () => read(() => undefined), setPaused: () => read(() => undefined) },
    findings: {
      get: (key) => read(() => rows.get(key)),
      many: (keys) => read(() => keys.flatMap((key) => rows.get(key) ?? [])),
      put: () => read(() => false),
      adopted: () => read(() => ({})),
    },
    cards: {
      get: (key) => read(() => cards.get(key)),
      async change(key, change) {
        for (;;) {
          const stored = await read(() => cards.get(key));
          const card = change(stored);
          if (!card) return { card: stored, changed: false };
          await step();
          if (cards.get(key) !== stored) continue;
          cards.set(key, card);
          return { card, changed: true };
        }
      },
      dirty: (_channel, limit) =>
        read(() =>
          [...cards.values()]
            .filter(isDirty)
            .sort((a, b) => orderOf(a).localeCompare(orderOf(b)))
            .slice(0, limit),
        ),
      waiting: (_channel, limit) =>
        read(() =>
          [...cards.values()]
            .filter((card) => card.state === 'NEW' && card.token === undefined && card.subject.kind === 'problem')
            .slice(0, limit)
            .map(({ key, severity, createdAt }) => ({ key, severity, since: createdAt, account: '', product: '' })),
        ),
      due: (by, limit) =>
        read(() => [...cards.values()].filter((card) => (nextDue(card) ?? Number.POSITIVE_INFINITY) <= by.getTime()).slice(0, limit)),
    },
    channels: {
      get: () => read(() => ({ ...channel })),
      all: () => read(() => [{ ...channel }]),
      wake: () => read(() => void channel.wanted++),
      async take(_channel, token, until) {
        const free = () => channel.lease === undefined || (channel.leaseUntil ?? 0) <= course.now() || channel.lease === token;
        const taken = await changeChannel(free, () => Object.assign(channel, { lease: token, leaseUntil: until.getTime() }));
        return taken ? read(() => ({ ...channel })) : undefined;
      },
      renew: (_channel, token, until, lastPostAt) =>
        changeChannel(
          () => channel.lease === token,
          () => Object.assign(channel, { leaseUntil: until.getTime(), ...(lastPostAt && { lastPostAt: lastPostAt.getTime() }) }),
        ),
      async release(_channel, token, wanted) {
        await changeChannel(
          () => channel.lease === token && channel.wanted === wanted,
          () => {
            delete channel.lease;
            delete channel.leaseUntil;
          },
        );
        return read(() => channel.lease !== token);
      },
      hold: (_channel, until) => read(() => void Object.assign(channel, { pausedUntil: until.getTime() })),
      setPaused: () => read(() => undefined),
      setHealth: (_channel, health) => read(() => void Object.assign(channel, { health })),
    },
    queues: {
      async wake(_channel, delaySeconds = 0) {
        await step();
        const copies = schedule.unlucky(10) ? 2 : 1;
        for (let i = 0; i < copies; i++) course.later(delaySeconds * 1000, () => begin(shared, deliver, 3));
      },
      sendOut: () => Promise.reject(new Error('nothing is sent out here')),
      request: () => read(() => undefined),
    },
    chat: {
      post: (_channel, face, token) =>
        slack(() => {
          const ts = String(messages.length);
          messages.push({ ts, token, shows: faceHash(face), deleted: false });
          return ts;
        }),
      edit: (_channel, ts, face) => slack(() => show(ts, face)),
      remove: (_channel, ts) =>
        slack(() => {
          for (const message of messages) if (message.ts === ts) message.deleted = true;
          return ts;
        }),
      async findPosted(_channel, token) {
        await step();
        if (schedule.unlucky(12)) throw new Error('history is not available');
        return messages.filter((message) => message.token === token && !message.deleted).map(({ ts }) => ts);
      },
      thread: () => Promise.reject(new Error('no presses here')),
      findInThread: () => Promise.reject(new Error('no presses here')),
      remark: () => Promise.reject(new Error('nothing is remarked here')),
      notify: () => Promise.reject(new Error('no notices here')),
      amend: () => Promise.reject(new Error('no notices here')),
      announce: () => Promise.reject(new Error('no announcements here')),
      answer: () => Promise.reject(new Error('nobody asks here')),
      showDetails: () => Promise.reject(new Error('nobody asks here')),
      sayInModal: () => Promise.reject(new Error('nobody asks here')),
      tell: () => Promise.reject(new Error('nobody is told here')),
    },
  };

  function show(ts: string, face: Face): string {
    for (const message of messages) if (message.ts === ts) message.shows = faceHash(face);
    return ts;
  }
}

async function problemsOf({ cards, rows, messages }: Shared): Promise<string[]> {
  const live = messages.filter(({ deleted }) => !deleted);
  const problems: string[] = [];
  for (const card of cards.values()) {
    const own = live.filter(({ token }) => token === card.token);
    const [message, ...twins] = own;
    if (!message) problems.push(`lost: ${card.state}, ts ${card.ts}`);
    if (twins.length > 0) problems.push(`${twins.length} too many`);
    const face = await faceOf(card, {
      cards: { get: later, change: later, dirty: later, waiting: later, due: later },
      findings: { get: later, many: async (keys) => keys.flatMap((key) => rows.get(key) ?? []), put: later, adopted: later },
    });
    if (message && message.shows !== faceHash(face))
      problems.push(`stale: want ${card.want === card.shown ? 'thought shown' : 'known missing'}`);
  }
  if (live.length !== cards.size) problems.push(`${live.length} messages for ${cards.size} cards`);
  return problems;
}

const later = (): Promise<never> => Promise.reject(new Error('not asked for'));
