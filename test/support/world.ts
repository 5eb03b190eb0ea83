import * as z from 'zod';
import type { ChainedEntry } from '../../src/domain/audit-chain.ts';
import { movableClock } from '../../src/sandbox/clock.ts';
import { type ProductOptions, startProduct } from '../../src/sandbox/product.ts';
import type { SlackAnswer, SlackMessage, SlackUser } from '../../src/sandbox/slack/contract.ts';
import { BOT, startWorld, TEAM, type World } from '../../src/sandbox/world.ts';
import { type LogLine, logLines } from './log-lines.ts';

export const ALERTS = 'C0ALERTS';
/** Only the bot is in it. */
export const FALLBACK = 'C0FALLBACK';

const person = (id: string, name: string, more: Partial<SlackUser> = {}): SlackUser => ({
  id,
  name: name.toLowerCase(),
  real_name: name,
  email: `${name.toLowerCase()}@acme.example`,
  team: TEAM.id,
  ...more,
});

/** Who is who: each holds at most the role their name says. */
export const PEOPLE = {
  responder: 'U0ANA',
  other: 'U0BRUNO',
  approver: 'U0CLARA',
  admin: 'U0DAN',
  viewer: 'U0VERA',
  nobody: 'U0NICK',
  guest: 'U0GUS',
  foreign: 'U0FAY',
  bot: 'U0ROBOT',
  deactivated: 'U0OLD',
} as const;

const users: SlackUser[] = [
  person(PEOPLE.responder, 'Ana'),
  person(PEOPLE.other, 'Bruno'),
  person(PEOPLE.approver, 'Clara'),
  person(PEOPLE.admin, 'Dan'),
  person(PEOPLE.viewer, 'Vera'),
  person(PEOPLE.nobody, 'Nick'),
  person(PEOPLE.guest, 'Gus', { is_restricted: true }),
  person(PEOPLE.foreign, 'Fay', { team: 'T0OTHER', is_stranger: true }),
  person(PEOPLE.bot, 'Robot', { is_bot: true }),
  person(PEOPLE.deactivated, 'Old', { deleted: true }),
];

export const POLICY = `
defaultChannel: ${ALERTS}
fallbackChannel: ${FALLBACK}
accounts:
  '111122223333': prod-payments
roles:
  viewer: [${PEOPLE.viewer}]
  responder: [S0RESPONDERS, ${PEOPLE.guest}, ${PEOPLE.foreign}, ${PEOPLE.bot}, ${PEOPLE.deactivated}]
  approver: [${PEOPLE.approver}]
  admin: [${PEOPLE.admin}]
`;

export interface TestWorld extends World {
  lines: LogLine[];
  /** Lets everything happen that happens by itself within so many milliseconds of the clock, which otherwise stands still. */
  settle(withinMs?: number): Promise<void>;
  /** So many minutes go by, with everything that happens in them, the product's own clock included. */
  minutes(count: number): Promise<void>;
  /** A product reports these findings to Security Hub; resolves when all has come of it. */
  arrives(...findings: Record<string, unknown>[]): Promise<void>;
  /** The messages of the channel that everyone sees, thread replies left out. */
  cards(channel?: string): SlackMessage[];
  replies(channel?: string): SlackMessage[];
  /** The one card of the channel; fails when there are more or none. */
  card(channel?: string): SlackMessage;
  /** All that people read on the one card of the channel. */
  drawn(channel?: string): string;
  /** Presses a button of that card, or chooses it in its menu, and lets come of it what comes. */
  press(who: string, action: string): Promise<SlackAnswer>;
  /** What only this person was told, oldest first. */
  told(who: string, channel?: string): string[];
  /** The workflow status in Security Hub of every finding, in order of arrival. */
  statuses(): string[];
  /** What was decided about each arrival and why, oldest first. */
  verdicts(): string[];
  /** How high the product has counted this. */
  counted(metric: string): number;
  /** What was done about findings, as it is on record; that they were alerted is left out. */
  onRecord(): Promise<ChainedEntry[]>;
}

const Workflow = z.object({ Status: z.string() });

/** Every text in these blocks, whatever holds it. */
export function textsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => (key === 'text' && typeof value === 'string' ? [value] : textsIn(value)));
}

const Value = z.string();

/** How an entry of a card's menu is chosen; undefined when its menu has none of that name. */
export function inMenu(part: unknown, name: string): { value: { value: string } } | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  for (const [key, value] of Object.entries(part)) {
    const chosen =
      key === 'value' && Value.safeParse(value).data?.startsWith(`${name}|`)
        ? { value: { value: Value.parse(value) } }
        : inMenu(value, name);
    if (chosen) return chosen;
  }
  return undefined;
}

/** A minute before the findings of test/fixtures are created. */
const START = Date.UTC(2026, 2, 2, 8, 59);

interface WorldSettings {
  policy?: string;
  start?: number;
  /** An account in which nobody has set anything up yet. */
  empty?: boolean;
  secretsInParameters?: boolean;
  /** How many times as long as usual the product waits for an answer, in real time. */
  patience?: number;
  /** What stands between the product and its services. */
  through?: ProductOptions['through'];
  /** The product started in another way; in a process of its own it must be told the time. */
  product?: {
    start: NonNullable<Parameters<typeof startWorld>[0]['product']>;
    tellTime?(): void;
    listen?(): Promise<void>;
    isAway?(): boolean;
  };
}

/** The product among its emulators, just installed. */
export async function aWorld({
  policy = POLICY,
  start = START,
  empty = false,
  secretsInParameters = false,
  patience = 1,
  through,
  product,
}: WorldSettings = {}): Promise<TestWorld> {
  const clock = movableClock({ start, runs: false });
  const { lines, log } = logLines();
  const world = await startWorld({
    clock,
    log,
    policy,
    users,
    channels: [
      { id: ALERTS, name: 'sec-alerts', members: [BOT.userId, ...users.map(({ id }) => id)] },
      { id: FALLBACK, name: 'sec-fallback' },
    ],
    empty,
    secretsInParameters,
    product: product?.start ?? ((options) => startProduct({ ...options, patience, ...(through && { through }) })),
    groups: [{ id: 'S0RESPONDERS', handle: 'responders', name: 'Responders', users: [PEOPLE.responder, PEOPLE.other] }],
  });
  await world.services.installation.at();

  /** Of each queue, the last hand-out of which nothing has come. */
  let dropped = new Map<string, number>();

  async function quiet(): Promise<void> {
    for (let calm = 0; calm < wantedCalm(); ) {
      await new Promise((resolve) => setTimeout(resolve, 4));
      await product?.listen?.();
      // While the product's process is away, nobody takes what lies in a queue.
      calm = world.busy() === 0 || product?.isAway?.() ? calm + 1 : 0;
    }
    dropped = new Map(world.sqs.queues().map(({ url, latest }) => [url, latest]));
  }

  /** What another process has just been handed shows only a little later; what it has dropped, never, and that is waited for once. */
  function wantedCalm(): number {
    if (!product?.listen) return 3;
    return world.sqs.queues().some(({ url, latest }) => latest > (dropped.get(url) ?? 0)) ? 100 : 10;
  }

  async function settle(withinMs = 15_000): Promise<void> {
    const until = clock.now() + withinMs;
    await quiet();
    for (let next = clock.next(); next !== undefined && next <= until; next = clock.next()) {
      await clock.advance(Math.max(0, next - clock.now()));
      product?.tellTime?.();
      await quiet();
    }
  }

  async function minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute++) {
      const until = clock.now() + 60_000;
      await settle(60_000);
      await clock.advance(Math.max(0, until - clock.now()));
      product?.tellTime?.();
      await world.tick();
    }
    await settle();
  }

  const cards = (channel = ALERTS) => visible(channel).filter((m) => !m.thread_ts);
  function card(channel = ALERTS): SlackMessage {
    const [only, ...others] = cards(channel);
    if (!only || others.length > 0) throw new Error(`${others.length + (only ? 1 : 0)} cards instead of one`);
    return only;
  }

  const visible = (channel: string) => (world.slack.state.messages.get(channel) ?? []).filter((m) => !m.deleted && !m.ephemeralFor);
  return {
    ...world,
    lines,
    settle,
    minutes,
    async arrives(...findings) {
      world.hub.imports(...findings);
      await settle();
    },
    cards,
    card,
    drawn: (channel = ALERTS) => textsIn([card(channel).blocks, card(channel).attachments]).join('\n'),
    replies: (channel = ALERTS) => visible(channel).filter((m) => m.thread_ts !== undefined),
    async press(who, action) {
      const { ts, attachments } = card();
      const chosen = inMenu(attachments, action);
      const answer = await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: `finding:${chosen ? 'more' : action}`, ...chosen });
      await settle();
      return answer;
    },
    told: (who, channel = ALERTS) =>
      (world.slack.state.messages.get(channel) ?? [])
        .filter((m) => m.ephemeralFor === who && !m.deleted)
        .map((m) => [m.text, ...textsIn(m.blocks)].join('\n')),
    statuses: () => [...world.hub.findings.values()].map((finding) => Workflow.parse(finding.Workflow).Status),
    verdicts: () => lines.filter(({ event }) => event === 'verdict').map(({ facts }) => `${facts.do}: ${facts.because}`),
    onRecord: async () => [...(await world.services.audit.all()).values()].flat().filter(({ action }) => action !== 'alert'),
    counted: (metric) =>
      lines.filter(({ level, event }) => level === 'count' && event === metric).reduce((sum, { facts }) => sum + Number(facts.by), 0),
  };
}
