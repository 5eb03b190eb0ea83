import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const WAIT_S = 40;
const limited = { status: 429, headers: { 'retry-after': String(WAIT_S) }, body: { ok: false, error: 'ratelimited' } };
/** When each line was said, in ms since 1970. */
const saidAt = () => world.replies().map(({ ts }) => Number(ts) * 1000);

test('while Slack has a channel wait, the line of a press waits too, and then is said once', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'answer', answer: limited } });
  await world.arrives(aGuardDutyAsff({ Id: 'another', Title: 'Another' }));
  const { pausedUntil = Infinity } = (await world.services.channels.get(ALERTS)) ?? {};
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(saidAt()).toEqual([]);
  await world.minutes(2);
  const [said, ...more] = saidAt();
  expect(more).toEqual([]);
  expect(said).toBeGreaterThanOrEqual(pausedUntil);
});

test('a line that Slack has wait holds the cards of its channel, and comes after as long, not after the queue hides it', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'answer', answer: limited } });
  await world.press(PEOPLE.responder, 'acknowledge');
  const held = await world.services.channels.get(ALERTS);
  expect((held?.pausedUntil ?? 0) - world.clock.now()).toBeGreaterThan((WAIT_S - 10) * 1000);
  await world.minutes(1);
  expect(world.replies()).toHaveLength(1);
});

test('five people who press on five cards at once leave five lines, one every two seconds', async () => {
  await world.arrives(...Array.from({ length: 4 }, (_, i) => aGuardDutyAsff({ Id: `one-${i}`, Title: `Finding ${i}` })));
  await Promise.all(
    world.cards().map(({ ts }) => world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' })),
  );
  await world.settle(30_000);
  expect(world.replies()).toHaveLength(5);
  const windows = saidAt().map((at) => Math.floor(at / 2_000));
  expect(new Set(windows).size).toBe(5);
});

test('whoever posts one card after the other stops when another call in the channel is told to wait', async () => {
  world.hub.imports(...Array.from({ length: 12 }, (_, i) => aGuardDutyAsff({ Id: `one-${i}`, Title: `Finding ${i}` })));
  await world.settle(4_000);
  world.slack.faults.add({ operation: 'chat.update', times: 1, fault: { do: 'answer', answer: limited } });
  const [{ ts } = { ts: '' }] = world.cards();
  await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
  await world.settle(1_000);
  const { pausedUntil = 0 } = (await world.services.channels.get(ALERTS)) ?? {};
  expect(pausedUntil).toBeGreaterThan(world.clock.now());
  const before = world.cards().length;
  expect(before).toBeLessThan(12);
  await world.settle(10_000);
  expect(world.cards()).toHaveLength(before);
  await world.minutes(2);
  expect(world.cards()).toHaveLength(13);
});

test('whoever posts one card after the other stops when the channel is paused', async () => {
  world.hub.imports(...Array.from({ length: 12 }, (_, i) => aGuardDutyAsff({ Id: `one-${i}`, Title: `Finding ${i}` })));
  await world.settle(4_000);
  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub pause');
  await world.settle(1_000);
  const before = world.cards().length;
  expect(before).toBeLessThan(12);
  await world.settle(10_000);
  expect(world.cards().length - before).toBeLessThanOrEqual(1);
  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub resume');
  await world.minutes(1);
  expect(world.cards().length).toBeGreaterThanOrEqual(13);
});
