import { afterEach, beforeEach, expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const ROUTES = `
routes:
  - { name: other accounts, when: { account: '444455556666' }, channel: ${FALLBACK} }
`;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: POLICY + ROUTES });
});
afterEach(() => world.stop());

const elsewhere = () => anAsff({ AwsAccountId: '444455556666', Id: 'elsewhere' });
const worse = () => aGuardDutyAsff({ UpdatedAt: '2026-03-02T09:20:00.000Z', Severity: { Label: 'CRITICAL', Normalized: 90 } });

const says = (error: string) => ({ do: 'answer', answer: { status: 200, body: { ok: false, error } } }) as const;
const post = { operation: 'chat.postMessage', times: 1 };
const inAlerts = ({ body }: { body: Buffer }) => body.includes(ALERTS);

test('after a 429 the channel is left alone for as long as Slack said, another goes on, and then the card is posted once', async () => {
  const answer = { status: 429, headers: { 'retry-after': '90' }, body: { ok: false, error: 'ratelimited' } };
  world.slack.faults.add({ ...post, when: inAlerts, fault: { do: 'answer', answer } });
  await world.arrives(aGuardDutyAsff(), elsewhere());
  expect(world.cards(ALERTS)).toHaveLength(0);
  expect(world.cards(FALLBACK)).toHaveLength(1);

  await world.minutes(5);
  expect(world.cards(ALERTS)).toHaveLength(1);
  const tries = world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage');
  const refused = tries.find(({ status }) => status === 429)?.at ?? Number.NaN;
  expect(tries.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  expect(tries.at(-1)?.at).toBeGreaterThanOrEqual(refused + 90_000);
  expect(world.counted('RateLimited')).toBe(1);
});

test('a post whose answer was lost is found again by its metadata, and stays one message', async () => {
  world.slack.faults.add({ ...post, fault: { do: 'lose answer' } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(5);

  expect(world.cards()).toHaveLength(1);
  expect(world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage')).toHaveLength(1);
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
});

test('a post that never reached Slack is sent again once nobody has found it', async () => {
  world.slack.faults.add({ ...post, fault: { do: 'refuse' } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(5);
  expect(world.cards()).toHaveLength(1);
});

test('a first copy that turns up after the second was sent is taken away', async () => {
  world.slack.faults.add({ ...post, fault: { do: 'late', ms: 40_000 } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(5);

  expect((world.slack.state.messages.get(ALERTS) ?? []).filter(({ ephemeralFor }) => !ephemeralFor)).toHaveLength(2);
  expect(world.cards()).toHaveLength(1);
  expect(world.counted('TwinsRemoved')).toBe(1);
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
});

test('a message that somebody deleted is posted anew when there is something new to say', async () => {
  await world.arrives(aGuardDutyAsff());
  world.card().deleted = true;
  await world.arrives(worse());
  await world.minutes(3);

  expect(world.cards()).toHaveLength(1);
  expect(world.card().text).toContain('CRITICAL');
});

test('a card whose form Slack refuses comes as a minimal one, is counted, and comes whole with the next change', async () => {
  world.slack.faults.add({ ...post, fault: says('invalid_blocks') });
  await world.arrives(aGuardDutyAsff());

  expect(world.card().text).toContain('HIGH');
  expect(world.counted('RefusedCards')).toBe(1);
  await world.arrives(worse());
  await world.minutes(2);
  expect(JSON.stringify(world.card().attachments)).toContain('finding:acknowledge');
});

test.each(['lose answer', 'refuse'] as const)('a thread line on which the wire does "%s" is there once in the end', async (fault) => {
  await world.arrives(aGuardDutyAsff());
  world.slack.faults.add({ ...post, when: ({ body }) => body.includes('thread_ts'), fault: { do: fault } });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);

  await world.minutes(20);
  expect(world.replies()).toHaveLength(1);
  expect(world.told(PEOPLE.responder)).toEqual([]);
});

test('an edit that Slack limits is made when it may be, and a press meanwhile still changes Security Hub', async () => {
  await world.arrives(aGuardDutyAsff());
  const answer = { status: 429, headers: { 'retry-after': '120' }, body: { ok: false, error: 'ratelimited' } };
  world.slack.faults.add({ operation: 'chat.update', times: 1, fault: { do: 'answer', answer } });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);

  await world.minutes(4);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
  expect(world.replies()).toHaveLength(1);
});
