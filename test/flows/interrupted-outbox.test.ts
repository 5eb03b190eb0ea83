import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { eventsOf, pagesOf } from '../support/outlets.ts';
import { ALERTS, aWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

/** Every write of a card on its way to having been paged about, in their order. */
const WRITES = ['the card', 'that it is being posted', 'that it is posted and paged about'] as const;

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

/** A card that is there already, and now is to be paged about. */
async function getsUrgent(then: () => void): Promise<void> {
  await world.stop();
  world = await aWorld({ policy: `defaultChannel: ${ALERTS}\nseverities: { MEDIUM: alert }` });
  await world.arrives(aGuardDutyAsff({ Severity: { Label: 'MEDIUM' } }));
  then();
  await world.arrives(aGuardDutyAsff({ UpdatedAt: '2026-03-02T09:11:00.000Z' }));
}

const CARRIED: [string, (body: string) => boolean][] = [
  ['that it is being sent', (body) => body.includes('"kind":{"S":"page"}') && body.includes('"tries":{"N":"1"}')],
  ['that it was sent', (body) => body.includes('"what":{"S":"alert page"}')],
];

test.each(CARRIED)('of a card that has its message, a worker that fails at writing down %s leaves nobody unpaged', async (_, is) => {
  const body = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' };
  const when = ({ body }: { body: Buffer }) => body.includes('"CARD#') && is(body.toString());
  await getsUrgent(() => {
    world.dynamodb.faults.add({ operation: 'PutItem', when, times: 1, fault: { do: 'answer', answer: { status: 400, body } } });
  });
  await world.minutes(8);
  expect(world.dynamodb.faults.rules).toEqual([]);
  sentOnceAsFarAsAnyoneCanTell();
});

test('a post whose answer was lost is paged about once it is found, with a link to it', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'lose answer' }, times: 1 });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(4);
  expect(pagesOf(world)).toHaveLength(1);
  expect(pagesOf(world)[0]?.slack?.url).toContain(world.card().ts.replace('.', ''));
  sentOnceAsFarAsAnyoneCanTell();
});

test('what SNS refuses beside a post is tried again by itself, and the posts after it do not wait for SNS', async () => {
  world.sns.faults.add({ operation: 'Publish', times: 3, fault: { do: 'answer', answer: { status: 500, body: '' } } });
  await world.arrives(...['one', 'two', 'three'].map((name) => aGuardDutyAsff({ Id: name, Title: name })));
  await world.minutes(8);
  expect(world.cards()).toHaveLength(3);
  expect(new Set(pagesOf(world).map(({ id }) => id)).size).toBe(3);
});

test('a queue that cannot be reached when there is something to send leaves it to the clock', async () => {
  await getsUrgent(() => {
    world.sqs.faults.add({ operation: 'SendMessage', when: ({ body }) => body.includes('\\"card\\"'), fault: { do: 'refuse' }, times: 6 });
  });
  expect(pagesOf(world)).toEqual([]);
  expect(world.counted('SendsLeftToClock')).toBeGreaterThan(0);
  await world.minutes(4);
  sentOnceAsFarAsAnyoneCanTell();
});
