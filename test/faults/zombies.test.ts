import { expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { mentions } from '../support/escalating.ts';
import { fills, said, snoozeForm } from '../support/triage.ts';
import { ALERTS, PEOPLE, POLICY } from '../support/world.ts';
import type { KillPoint } from './kill-point.ts';
import { type MortalWorld, mortalWorlds } from './mortal-world.ts';

const begin = mortalWorlds();

const ON_THE_WAY_IN: [string, KillPoint][] = [
  ['before the finding is written down', { when: 'before', call: 'findings.put' }],
  ['after the channel is leased', { when: 'after', call: 'channels.take' }],
  ['after the card is POSTING, before Slack hears of it', { when: 'before', call: 'chat.post' }],
  ['after Slack took the message, before that is written down', { when: 'after', call: 'chat.post' }],
];

test.each(ON_THE_WAY_IN)(
  'a process that sleeps past its lease %s and then goes on leaves one card, and it is right',
  async (_, point) => {
    const world = await begin();
    await world.arm({ ...point, end: 'sleeps' });
    await world.arrives(anAsff());
    await world.wakes(8);

    expect(world.cards()).toHaveLength(1);
    expect(world.drawn()).toContain('Acknowledge');
    expect(world.statuses()).toEqual(['NEW']);
  },
  90_000,
);

const ON_THE_WAY_BACK: [string, KillPoint][] = [
  ['before Security Hub is asked', { when: 'before', call: 'hub.setWorkflow' }],
  ['before its card is edited', { when: 'before', call: 'chat.edit' }],
  ['before the thread line is said', { when: 'before', call: 'chat.thread' }],
  ['after the thread line was said', { when: 'after', call: 'chat.thread' }],
];

test.each(ON_THE_WAY_BACK)(
  'a press whose process sleeps %s and then goes on is on record once and shown once',
  async (_, point) => {
    const world = await begin();
    await world.arrives(anAsff());
    await world.arm({ ...point, end: 'sleeps' });
    await world.press(PEOPLE.responder, 'acknowledge');
    await world.wakes(24);

    expect(world.statuses()).toEqual(['NOTIFIED']);
    expect(world.cards()).toHaveLength(1);
    expect(world.drawn()).toContain(`by <@${PEOPLE.responder}>`);
    expect(world.replies()).toHaveLength(1);
    expect((await world.onRecord()).map(({ phase }) => phase)).toEqual(['started', 'done']);
    expect(world.told(PEOPLE.responder, ALERTS)).toEqual([]);
  },
  90_000,
);

test('a process that sleeps before it edits a card, and goes on after others have edited it, leaves what is newest', async () => {
  const world = await begin();
  const titled = (Title: string, minute: number) => anAsff({ Title, UpdatedAt: `2026-03-02T09:${minute}:00.000Z` });
  await world.arrives(anAsff());
  await world.arm({ when: 'before', call: 'chat.edit', end: 'sleeps' });
  await world.arrives(titled('As it was at ten past', 10));
  await world.minutes(1);
  await world.arrives(titled('As it is at last', 20));
  await world.wakes(6);

  expect(world.cards()).toHaveLength(1);
  expect(world.drawn()).toContain('As it is at last');
}, 90_000);

interface Saying {
  policy?: string;
  begins?(world: MortalWorld): Promise<unknown>;
  /** So many minutes after that it is due. */
  due: number;
  by: 'remark' | 'ask' | 'call' | 'thread' | 'digest';
  heard(world: MortalWorld): unknown[];
}

const { responder: ANA, admin: DAN } = PEOPLE;

const SAYINGS: Record<string, Saying> = {
  'that a snooze is over': {
    begins: (world) => fills(world, ANA, 'snooze', snoozeForm('1 hour')),
    due: 62,
    by: 'remark',
    heard: (world) => said(world).filter((line) => line.includes('Back from its snooze')),
  },
  'whether somebody is still at it': {
    policy: 'acknowledge: { reminder: 20m }',
    begins: (world) => world.press(ANA, 'acknowledge'),
    due: 22,
    by: 'ask',
    heard: (world) => said(world).filter((line) => line.includes('Are you still at it?')),
  },
  'to whoever is on call that nobody has answered': {
    policy: `onCall: [{ who: [${DAN}] }]\nescalation: { HIGH: { mention: 10m } }`,
    due: 12,
    by: 'call',
    heard: mentions,
  },
  'that a change was not made': {
    async begins(world) {
      world.hub.updateDelay.ms = 60 * 60_000;
      await world.press(ANA, 'acknowledge');
    },
    due: 7,
    by: 'thread',
    heard: (world) => said(world).filter((line) => line.includes('five minutes later Security Hub still says')),
  },
  'what was new today': {
    policy: `digest: { channel: ${ALERTS}, at: '09:02', zone: UTC }`,
    due: 4,
    by: 'digest',
    heard: (world) => world.cards().filter(({ text }) => text.startsWith('Security digest')),
  },
};

test.each(Object.entries(SAYINGS).flatMap(([what, saying]) => [[what, 'before', saying] as const, [what, 'after', saying] as const]))(
  '%s is said once though the process sleeps right %s it says so and then goes on',
  async (_, when, { policy, begins, due, by, heard }) => {
    const world = await begin({ policy: `${POLICY}${policy ?? ''}\n` });
    await world.arrives(anAsff());
    await begins?.(world);
    await world.clock.advance(Math.max(0, due - 4) * 60_000);
    await world.arm({ when, call: `chat.${by}`, end: 'sleeps' });
    await world.minutes(4);
    await world.wakes(8);

    expect(heard(world)).toHaveLength(1);
  },
);
