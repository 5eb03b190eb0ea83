import { type Card, isDirty } from '../../src/domain/card.ts';
import { nextDue } from '../../src/domain/due.ts';
import { type Face, faceHash } from '../../src/domain/face.ts';
import type { deliverChannel } from '../../src/flows/delivery/deliver-channel.ts';
import { ReadingFailed } from '../../src/flows/delivery/reading-failed.ts';
import type { ChannelState, FindingRow, Outcome } from '../../src/flows/services.ts';
import { memoryLog } from '../support/memory.ts';
import { CANNOT_FAIL, NOBODY_READS_THE_RECORD, NOTHING_ELSE_IS_SAID } from './not-here.ts';
import type { Course, Schedule } from './schedule.ts';

export type Services = Parameters<typeof deliverChannel>[1];

/** A message in the model's Slack. */
interface Message {
  ts: string;
  token: string;
  /** Hash of the face that it shows. */
  shows: string;
  /** Whether it ever showed what was not on record. */
  early: boolean;
  deleted: boolean;
}

/** What everybody shares and nobody loses: the table, and Slack. */
export interface Shared {
  course: Course;
  schedule: Schedule;
  cards: Map<string, Card>;
  rows: Map<string, FindingRow>;
  channel: ChannelState & { lease?: string; wakeAt?: number };
  messages: Message[];
  /** Keys of the findings that are on record. */
  record: Set<string>;
}

let tokens = 0;

/** No two workers agree on the time better than answers of the table tell it. */
const OFF_BY = [0, -2_000, 2_000];

/** The ports of one worker. Every call is a step at which it may die, freeze or be overtaken. */
export function servicesOf(worker: number, shared: Shared, die: () => void, wakes: () => void): Services {
  const { course, schedule, cards, rows, channel, messages, record } = shared;
  const off = OFF_BY[schedule.choose(OFF_BY.length)] ?? 0;
  const now = () => new Date(course.now() + off);
  const FREEZES = [3_000, 16_000, 40_000, 120_000];

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
    installation: {
      at: () => read(now),
      began: () => read(() => undefined),
      paused: async () => undefined,
      setPaused: () => read(() => undefined),
    },
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
      refused: () => read(() => []),
      unchecked: () => read(() => []),
      standing: () => read(() => []),
      exceptions: () => read(() => []),
      due: (by, limit) =>
        read(() =>
          [...cards.values()]
            .filter((card) => (nextDue(card) ?? Number.POSITIVE_INFINITY) <= by.getTime())
            .slice(0, limit)
            .map(({ key }) => key),
        ),
    },
    audit: {
      begin: ({ finding }) => read(() => void record.add(finding)),
      ...NOBODY_READS_THE_RECORD,
    },
    channels: {
      get: () => read(() => ({ ...channel })),
      all: () => read(() => [{ ...channel }]),
      wake: () => read(() => void channel.wanted++),
      async take(_channel, token, until) {
        const free = () => channel.lease === undefined || (channel.leaseUntil ?? 0) <= now().getTime() || channel.lease === token;
        const taken = await changeChannel(free, () => Object.assign(channel, { lease: token, leaseUntil: until.getTime() }));
        return taken ? read(() => ({ ...channel })) : undefined;
      },
      renew: (_channel, token, until, lastPostAt) =>
        changeChannel(
          () => channel.lease === token && (channel.pausedUntil ?? 0) <= now().getTime(),
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
      hold: (_channel, until) =>
        read(() => void Object.assign(channel, { pausedUntil: Math.max(channel.pausedUntil ?? 0, until.getTime()) })),
      wakeAt: (_channel, at) =>
        changeChannel(
          () => (channel.wakeAt ?? 0) <= course.now() || (channel.wakeAt ?? 0) > at.getTime(),
          () => Object.assign(channel, { wakeAt: at.getTime() }),
        ),
      setPaused: () => read(() => undefined),
      setHealth: (_channel, health) => read(() => void Object.assign(channel, { health })),
    },
    ...CANNOT_FAIL,
    nonces: { use: () => read(() => false), used: () => read(() => false) },
    queues: {
      drawHome: () => Promise.reject(new Error('nobody has a Home here')),
      removeTwins: () => Promise.reject(new Error('the clock does it itself here')),
      drawHomes: () => Promise.reject(new Error('nobody has a Home here')),
      async wake(_channel, delaySeconds = 0) {
        await step();
        const copies = schedule.unlucky(10) ? 2 : 1;
        for (let i = 0; i < copies; i++) course.later(delaySeconds * 1000, wakes);
      },
      settle: () => read(() => undefined),
      sendOut: () => Promise.reject(new Error('nothing is sent out here')),
      request: () => read(() => undefined),
    },
    chat: {
      post: (_channel, face, token) =>
        slack(() => {
          const ts = String(messages.length);
          messages.push({ ts, token, shows: faceHash(face), early: isEarly(face), deleted: false });
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
        if (schedule.unlucky(12)) throw new ReadingFailed({ kind: 'ambiguous', error: 'no answer' });
        return messages.filter((message) => message.token === token && !message.deleted).map(({ ts }) => ts);
      },
      ...NOTHING_ELSE_IS_SAID,
    },
  };

  function show(ts: string, face: Face): string {
    for (const message of messages) {
      if (message.ts === ts) Object.assign(message, { shows: faceHash(face), early: message.early || isEarly(face) });
    }
    return ts;
  }

  function isEarly(face: Face): boolean {
    return face.kind === 'problem' && !record.has(face.finding.key);
  }
}
