import { afterEach, expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';
import type { KillPoint } from './kill-point.ts';
import { killable } from './killable.ts';

let world: TestWorld;
afterEach(() => world.stop());

/** A point that is never come to proves nothing. */
async function diesAndRecovers(product: ReturnType<typeof killable>, minutes: number): Promise<void> {
  expect(product.isDead(), 'the point was never come to').toBe(true);
  world.slack.connect(await product.again());
  await world.minutes(minutes);
}

const ON_THE_WAY_IN: [string, KillPoint][] = [
  ['before the finding is written down', { when: 'before', call: 'findings.put' }],
  ['after the finding is written down, before its card', { when: 'after', call: 'findings.put' }],
  ['after its card is written down', { when: 'after', call: 'cards.change' }],
  ['before delivery is woken', { when: 'before', call: 'queues.wake' }],
  ['after the channel is leased', { when: 'after', call: 'channels.take' }],
  ['after the card is POSTING, before Slack hears of it', { when: 'before', call: 'chat.post' }],
  ['after Slack took the message, before that is written down', { when: 'after', call: 'chat.post' }],
  ['before the channel is given back', { when: 'before', call: 'channels.release' }],
];

test.each(ON_THE_WAY_IN)(
  'a process that is killed %s leaves one card, and it is right',
  async (_, point) => {
    const product = killable();
    world = await aWorld({ product });
    await product.arm(point);
    await world.arrives(anAsff());
    await diesAndRecovers(product, 8);

    expect(world.cards()).toHaveLength(1);
    expect(world.drawn()).toContain('Acknowledge');
    expect(world.statuses()).toEqual(['NEW']);
  },
  60_000,
);

const ON_THE_WAY_BACK: [string, KillPoint][] = [
  ['after the press is written down, before it is queued', { when: 'after', call: 'intents.create' }],
  ['after the press is queued, before Slack is answered', { when: 'after', call: 'queues.request' }],
  ['before the audit trail says it was begun', { when: 'before', call: 'audit.append' }],
  ['after the audit trail says it was begun', { when: 'after', call: 'audit.append' }],
  ['after Security Hub has done it, before anybody knows', { when: 'after', call: 'hub.setWorkflow' }],
  ['after the card says so in the table, before Slack', { when: 'before', call: 'chat.edit' }],
  ['after the card says so in Slack, before that is written down', { when: 'after', call: 'chat.edit' }],
  ['after the thread line went out, before that is written down', { when: 'after', call: 'chat.thread' }],
];

test.each(ON_THE_WAY_BACK)(
  'a press whose process is killed %s is done once and shown once',
  async (_, point) => {
    const product = killable();
    world = await aWorld({ product });
    await world.arrives(anAsff());
    await product.arm(point);
    await world.press(PEOPLE.responder, 'acknowledge');
    // What never got into the queue is taken up by the clock after twenty minutes.
    await diesAndRecovers(product, 24);

    expect(world.statuses()).toEqual(['NOTIFIED']);
    expect(world.cards()).toHaveLength(1);
    expect(world.drawn()).toContain(`by <@${PEOPLE.responder}>`);
    expect(world.replies()).toHaveLength(1);
    const [finding] = world.hub.findings.values();
    expect(JSON.stringify(finding)).toContain('Acknowledged by ana');
    const chain = (await world.dynamodb.scan(world.config.tables.auditTable)).flatMap(({ phase, action }) =>
      action === 'alert' ? [] : (phase ?? []),
    );
    expect(chain).toEqual(['started', 'done']);
    expect(world.told(PEOPLE.responder, ALERTS)).toEqual([]);
  },
  60_000,
);
