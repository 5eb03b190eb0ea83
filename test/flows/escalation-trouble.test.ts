import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { escalations, inFallback, mentions } from '../support/escalating.ts';
import { published } from '../support/outlets.ts';
import { threads } from '../support/suppressing.ts';
import { aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

/** Many minutes of many cards go by. */
vi.setConfig({ testTimeout: 90_000 });

const WAITS = `
onCall: [{ who: S0RESPONDERS }]
escalation: { HIGH: { mention: 10m, page: 5m, fallback: 5m }, CRITICAL: { mention: 10m, page: 5m, fallback: 5m } }
`;
/** The same, sooner. */
const SOON = WAITS.replaceAll('10m', '2m').replaceAll('5m', '1m');

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}${WAITS}` });
});
afterEach(() => world.stop());

const ids = () => new Set(escalations(world).map(({ id }) => id));
const steps = () => [mentions(world).length, ids().size, inFallback(world).length];
const writingCards = { operation: 'PutItem', when: ({ body }: { body: Buffer }) => body.includes('"CARD#'), times: 1 };
const toAlerts = ({ body }: { body: Buffer }) => body.toString().includes('shub-alerts');
const denied = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' };

/** Every write of the card from when its on-call is due to be mentioned until all three steps are through. */
const WRITES = Array.from({ length: 14 }, (_, skip) => skip);

test.each(WRITES)('a worker that dies at write %i of an escalation does each of its steps once all the same', async (skip) => {
  await world.stop();
  world = await aWorld({ policy: `${POLICY}${SOON}` });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(1);
  world.dynamodb.faults.add({ ...writingCards, skip, fault: { do: 'answer', answer: { status: 400, body: denied } } });
  await world.minutes(14);
  expect(world.dynamodb.faults.rules).toEqual([]);
  expect(steps()).toEqual([1, 1, 1]);
});

test.each(WRITES.filter((skip) => skip % 3 === 0))(
  'a table that takes write %i of an escalation without an answer leads to each step once',
  async (skip) => {
    await world.stop();
    world = await aWorld({ policy: `${POLICY}${SOON}` });
    await world.arrives(aGuardDutyAsff());
    await world.minutes(1);
    world.dynamodb.faults.add({ ...writingCards, skip, fault: { do: 'lose answer' } });
    await world.minutes(14);
    expect(world.dynamodb.faults.rules).toEqual([]);
    expect(steps()).toEqual([1, 1, 1]);
    expect(escalations(world)).toHaveLength(1);
  },
);

test('a mention and a word to the fallback channel whose answers get lost are said once', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.minutes(9);
  world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'lose answer' }, times: 2 });
  await world.minutes(30);
  expect(world.slack.faults.rules).toEqual([]);
  expect(steps()).toEqual([1, 1, 1]);
});

test('while Slack is away nobody can be mentioned, the page comes all the same, and the mention follows', async () => {
  await world.arrives(aGuardDutyAsff());
  world.slack.faults.add({ operation: '*', fault: { do: 'answer', answer: { status: 503, body: 'no' } } });
  await world.minutes(18);
  expect(steps()).toEqual([0, 1, 0]);
  world.slack.faults.clear();
  await world.minutes(20);
  expect(steps()).toEqual([1, 1, 1]);
});

test('a page of an escalation that SNS does not take waits and comes once', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.minutes(12);
  world.sns.faults.add({ operation: 'Publish', fault: { do: 'refuse' }, when: toAlerts });
  await world.minutes(5);
  expect(escalations(world)).toEqual([]);
  world.sns.faults.clear();
  await world.minutes(5);
  expect(escalations(world)).toHaveLength(1);
});

test('a page of an escalation whose answer gets lost is one page to whoever looks at its id', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.minutes(12);
  world.sns.faults.add({ operation: 'Publish', fault: { do: 'lose answer' }, when: toAlerts, times: 4 });
  await world.minutes(15);
  expect(escalations(world).length).toBeGreaterThan(0);
  expect(ids().size).toBe(1);
});

test('a page of an escalation that SNS goes on refusing is told under the card and to operations, once', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.minutes(12);
  world.sns.faults.add({ operation: 'Publish', fault: { do: 'refuse' }, when: toAlerts });
  await world.minutes(45);
  expect(threads(world).filter((line) => line.includes('Nobody was paged about this yet'))).toHaveLength(1);
  expect(published(world, 'operations')).toHaveLength(1);
  expect(inFallback(world)).toHaveLength(1);
});

const many = (count: number, more: Record<string, unknown>, name: string) =>
  Array.from({ length: count }, (_, i) => aGuardDutyAsff({ Id: `${name}-${i}`, Title: `Finding ${name}-${i}`, ...more }));

test('of a storm of sixty that nobody acknowledges, one card for each channel, account and product calls for all', async () => {
  await world.arrives(
    ...many(40, {}, 'one'),
    ...many(5, { Severity: { Label: 'CRITICAL', Normalized: 90 } }, 'worse'),
    ...many(15, { AwsAccountId: '444455556666' }, 'other'),
  );
  await world.minutes(40);
  expect(
    escalations(world)
      .map(({ account }) => account.id)
      .toSorted(),
  ).toEqual(['111122223333', '444455556666']);
  expect(escalations(world).every(({ escalation }) => escalation?.storm)).toBe(true);
  expect(mentions(world)).toHaveLength(2);
  expect(inFallback(world)).toHaveLength(2);
});

test('when the card that calls for a storm is acknowledged before it is sent, the next one calls', async () => {
  await world.arrives(...many(20, {}, 'one'));
  await world.minutes(12);
  expect(mentions(world)).toHaveLength(1);
  world.sns.faults.add({ operation: 'Publish', fault: { do: 'refuse' }, when: toAlerts });
  await world.minutes(5);
  const due = await world.services.cards.due(new Date(world.clock.now() + 3600_000), 100);
  const cards = await Promise.all(due.map((key) => world.services.cards.get(key)));
  const paging = cards
    .filter((card) => card !== undefined)
    .filter(({ outgoing }) => outgoing.some(({ kind, tries }) => kind === 'call' && tries > 0));
  expect(paging.length).toBeGreaterThan(1);
  const tried = paging.filter(({ outgoing }) =>
    outgoing.some(({ kind, tries, notBefore, since }) => kind === 'call' && tries > 1 && notBefore > since),
  );
  expect(tried.length).toBeGreaterThan(0);
  for (const { key, actionVersion, channel } of tried.slice(0, 1)) await acknowledges(key, actionVersion, channel);
  world.sns.faults.clear();
  await world.minutes(10);
  expect(ids().size).toBe(1);
});

async function acknowledges(card: string, actionVersion: number, channel: string): Promise<void> {
  const press = {
    who: PEOPLE.responder,
    action: 'acknowledge',
    card,
    actionVersion,
    channel,
    requestedAt: new Date(world.clock.now()).toISOString(),
  } as const;
  await world.services.intents.create({ ...press, id: `press-${card}`, state: 'REQUESTED', thread: 'waiting' });
  await world.services.queues.request({ kind: 'press', intent: `press-${card}` }, 'actions');
  await world.settle();
}
