import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { eventsOf, pagesOf } from '../support/outlets.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

/** Every write of a card on its way to having been paged about, in their order. */
const WRITES = ['the card', 'that it is being posted', 'that it is posted', 'that it is being sent', 'that it was sent'] as const;

const writingCards = { operation: 'PutItem', when: ({ body }: { body: Buffer }) => body.includes('"CARD#'), times: 1 };

const sentOnceAsFarAsAnyoneCanTell = (): void => {
  expect(new Set(pagesOf(world).map(({ id }) => id)).size).toBe(1);
  expect(eventsOf(world).map(({ type }) => type)).toContain('Finding Alerted');
  expect(new Set(eventsOf(world).map(({ detail }) => detail.id)).size).toBe(1);
  expect(world.cards()).toHaveLength(1);
};

test.each(WRITES.map((write, skip) => [write, skip] as const))(
  'a worker that fails at writing down %s leaves nobody unpaged',
  async (_, skip) => {
    const body = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' };
    world.dynamodb.faults.add({ ...writingCards, skip, fault: { do: 'answer', answer: { status: 400, body } } });
    await world.arrives(aGuardDutyAsff());
    await world.minutes(8);

    expect(world.dynamodb.faults.rules).toEqual([]);
    sentOnceAsFarAsAnyoneCanTell();
  },
);

test.each(WRITES.map((write, skip) => [write, skip] as const))(
  'a table that writes down %s without an answer leads to one page',
  async (_, skip) => {
    world.dynamodb.faults.add({ ...writingCards, skip, fault: { do: 'lose answer' } });
    await world.arrives(aGuardDutyAsff());
    await world.minutes(8);

    expect(world.dynamodb.faults.rules).toEqual([]);
    expect(pagesOf(world)).toHaveLength(1);
    sentOnceAsFarAsAnyoneCanTell();
  },
);

test('a queue that cannot be reached when there is something to send leaves it to the clock', async () => {
  world.sqs.faults.add({ operation: 'SendMessage', when: ({ body }) => body.includes('\\"card\\"'), fault: { do: 'refuse' }, times: 6 });
  await world.arrives(aGuardDutyAsff());
  expect(pagesOf(world)).toEqual([]);
  expect(world.counted('SendsLeftToClock')).toBeGreaterThan(0);
  await world.minutes(4);
  sentOnceAsFarAsAnyoneCanTell();
});
