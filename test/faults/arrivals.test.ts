import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startProduct } from '../../src/sandbox/product.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { anEvent } from '../support/security-hub-event.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const queued = (body: object) =>
  world.sqs.accept(world.sqs.queues().find(({ name }) => name === 'shub-findings')?.arn ?? '', JSON.stringify(body));
const rows = async () => (await world.dynamodb.scan(world.config.tables.table)).filter(({ pk }) => String(pk).startsWith('FINDING#'));

test('the same finding from its own account and from the administrator is one row and one card', async () => {
  const event = anEvent([aGuardDutyAsff()]);
  queued({ ...event, id: 'from-the-member' });
  queued({ ...event, id: 'from-the-administrator', account: '444455556666', time: '2026-03-02T09:30:01Z' });
  await world.settle();
  expect(await rows()).toHaveLength(1);
  expect(world.cards()).toHaveLength(1);
});

test('one record of a batch that fails comes back alone, and the others are done', async () => {
  const answer = { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' } };
  world.dynamodb.faults.add({
    operation: 'PutItem',
    times: 1,
    when: ({ body }) => body.includes('FINDING#'),
    fault: { do: 'answer', answer },
  });
  for (let i = 0; i < 5; i++) queued(anEvent([aGuardDutyAsff({ Id: `one-${i}` })]));
  await world.settle();
  expect(world.cards()).toHaveLength(4);
  await world.minutes(5);
  expect(world.cards()).toHaveLength(5);
  expect(world.verdicts()).toHaveLength(5);
});

test('twenty copies of a message are one row and one card', async () => {
  const event = anEvent([aGuardDutyAsff()]);
  for (let i = 0; i < 20; i++) queued(event);
  await world.settle();
  expect(await rows()).toHaveLength(1);
  expect(world.cards()).toHaveLength(1);
});

/** Its calls may take as long as a test holds them up. */
const PATIENT: Parameters<typeof aWorld>[0] = {
  product: {
    start: (options) => startProduct({ ...options, patience: 20 }),
    tellTime: () => undefined,
    listen: async () => undefined,
    isAway: () => false,
  },
};

test.each([
  ['the row', 'FINDING#'],
  ['the card', 'CARD#'],
])('two workers with the same message at the same time, the first of which writes %s last, post one card', async (_, row) => {
  await world.stop();
  world = await aWorld(PATIENT);
  let heldUp = 0;
  world.dynamodb.faults.add({
    operation: 'PutItem',
    times: 1,
    when: ({ body }) => body.includes(`"pk":{"S":"${row}`) && ++heldUp > 0,
    fault: { do: 'slow', ms: 200_000 },
  });
  queued(anEvent([aGuardDutyAsff()]));
  await vi.waitUntil(() => heldUp === 1, { timeout: 30_000 });
  expect(world.verdicts()).toEqual([]);

  // Three minutes later the queue takes the first worker for dead.
  await world.clock.advance(180_000);
  await vi.waitUntil(() => world.verdicts().length > 0 && world.cards().length > 0, { timeout: 30_000 });
  expect(world.verdicts()).toHaveLength(1);
  await world.clock.advance(20_000);
  await world.settle();
  expect(world.verdicts()).toHaveLength(2);
  expect(await rows()).toHaveLength(1);
  expect(world.cards()).toHaveLength(1);
  expect(world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage')).toHaveLength(1);
});
