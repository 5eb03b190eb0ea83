import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deliverChannel } from '../../src/flows/delivery/deliver-channel.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { unheard } from '../support/unheard.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

/** Many minutes go by in some. */
vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const AGAIN = { UpdatedAt: '2026-03-02T09:40:00.000Z', Severity: { Label: 'CRITICAL', Normalized: 90 } };
const wakes = () => world.sqs.peek('shub-wake').filter((body) => body.includes(ALERTS));
const states = async () =>
  (await world.dynamodb.scan(world.config.tables.table)).flatMap((row) => /"state":"(\w+)"/.exec(JSON.stringify(row))?.[1] ?? []);
const posts = () => world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage');

test.each([
  ['a channel that is archived', () => Object.assign(world.slack.state.channels.get(ALERTS) ?? {}, { archived: true })],
  ['a channel that is paused', () => world.services.channels.setPaused(ALERTS, { by: PEOPLE.admin, at: new Date().toISOString() })],
  ['a token that is revoked', () => Object.assign(world.slack.token, { revoked: true })],
])('%s leaves no growing number of messages in the queue, however long it stays so', async (_, breaks) => {
  await world.arrives(aGuardDutyAsff());
  await world.minutes(2);
  await breaks();
  world.hub.imports(aGuardDutyAsff(AGAIN));
  await world.minutes(20);
  expect(wakes().length).toBeLessThanOrEqual(1);
  expect((await world.services.cards.dirty(ALERTS, 10)).length).toBe(1);
});

test('a run that the table fails gives its channel up at once', async () => {
  await world.services.channels.hold(ALERTS, new Date(world.clock.now() + 5_000));
  await world.arrives();
  world.hub.imports(aGuardDutyAsff());
  await world.settle(0);
  world.dynamodb.faults.add({
    operation: 'Query',
    times: 3,
    when: ({ body }) => body.includes('"dirty"'),
    fault: { do: 'answer', answer: { status: 500, body: { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' } } },
  });
  await world.settle(6_000);
  expect(world.dynamodb.faults.rules).toEqual([]);
  expect((await world.services.channels.get(ALERTS))?.leaseUntil).toBeUndefined();
  await world.minutes(4);
  expect(world.cards()).toHaveLength(1);
});

test('of two limits of a channel the longer one holds, whichever is heard of last', async () => {
  const { channels } = world.services;
  const now = world.clock.now();
  await channels.hold(ALERTS, new Date(now + 120_000));
  await channels.hold(ALERTS, new Date(now + 5_000));
  expect((await channels.get(ALERTS))?.pausedUntil).toBe(now + 120_000);
  await channels.hold(ALERTS, new Date(now + 180_000));
  expect((await channels.get(ALERTS))?.pausedUntil).toBe(now + 180_000);
});

test('once the history is limited, nothing else is looked up before Retry-After is over', async () => {
  const answer = { status: 429, headers: { 'retry-after': '90' }, body: { ok: false, error: 'ratelimited' } };
  world.slack.faults.add({ operation: 'chat.postMessage', times: 3, fault: { do: 'lose answer' } });
  world.slack.faults.add({ operation: 'conversations.history', times: 1, fault: { do: 'answer', answer } });
  await world.arrives(...[1, 2, 3].map((n) => aGuardDutyAsff({ Id: `lost-${n}` })));
  await world.minutes(5);
  const [limited, next] = world.slack.calls.filter(({ operation }) => operation === 'conversations.history');
  expect(limited?.status).toBe(429);
  expect((next?.at ?? 0) - (limited?.at ?? 0)).toBeGreaterThanOrEqual(90_000);
  expect(world.cards()).toHaveLength(3);
  expect(posts()).toHaveLength(3);
});

test('a card that cannot be put on record is not said to be on its way to Slack', async () => {
  world.dynamodb.faults.add({ operation: 'PutItem', when: ({ body }) => body.includes('"shub-audit"'), fault: { do: 'refuse' } });
  await world.arrives(aGuardDutyAsff());
  expect(await states()).toEqual(['NEW']);
  expect(posts()).toEqual([]);
  world.dynamodb.faults.clear();
  await world.minutes(4);
  expect(world.cards()).toHaveLength(1);
  expect(posts()).toHaveLength(1);
});

test('a card that cannot be drawn does not hold up the others of its channel', async () => {
  world.dynamodb.faults.add({
    operation: 'PutItem',
    when: ({ body }) => body.includes('"shub-audit"') && body.includes('the-bad-one'),
    fault: { do: 'refuse' },
  });
  const bad = aGuardDutyAsff({ Id: 'the-bad-one', Severity: { Label: 'CRITICAL', Normalized: 90 } });
  await world.arrives(bad, aGuardDutyAsff({ Id: 'good' }));
  expect(world.cards()).toHaveLength(1);
  expect(world.counted('CardsNotDrawn')).toBeGreaterThan(0);
  world.dynamodb.faults.clear();
  await world.minutes(2);
  expect(world.cards()).toHaveLength(2);
});

test('a press wakes the channel of its card so that whoever is just ending a run goes on', async () => {
  await world.arrives(aGuardDutyAsff());
  const { channels } = world.services;
  const another = await channels.take(ALERTS, 'another', new Date(world.clock.now() + 600_000));
  // The edit of the press itself is put off, and is then due to whoever has the channel.
  world.slack.faults.add({ operation: 'chat.update', fault: { do: 'refuse' } });
  await unheard(world, async () => void (await world.press(PEOPLE.responder, 'acknowledge')));
  expect(await channels.release(ALERTS, 'another', another?.wanted ?? 0)).toBe(false);
});

test('no post is begun once the lease was prolonged more than ten seconds ago', async () => {
  const { services, clock } = world;
  await services.channels.hold(ALERTS, new Date(clock.now() + 2_000));
  await world.arrives();
  world.hub.imports(aGuardDutyAsff());
  await world.settle(0);
  await clock.advance(2_000);
  const change: typeof services.cards.change = async (...args) => {
    const changed = await services.cards.change(...args);
    // The table took its time.
    if (changed.card?.state === 'POSTING' && posts().length === 0 && late++ === 0) await clock.advance(11_000);
    return changed;
  };
  let late = 0;
  const slow = { ...services, cards: { ...services.cards, change } };
  await deliverChannel(ALERTS, slow, new Date(clock.now() + 12_000));
  expect(late).toBe(1);
  expect(posts()).toEqual([]);
  expect(await states()).toEqual(['NEW']);
  await world.minutes(2);
  expect(posts()).toHaveLength(1);
});
