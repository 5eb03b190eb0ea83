import { expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { ALERTS, PEOPLE } from '../support/world.ts';
import type { KillPoint } from './kill-point.ts';
import { mortalWorlds } from './mortal-world.ts';

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
