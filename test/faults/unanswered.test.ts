import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Fault } from '../../src/sandbox/wire.ts';
import { anAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, FALLBACK, POLICY, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 90_000 });

const ROUTES = `
routes:
  - { name: other accounts, when: { account: '444455556666' }, channel: ${FALLBACK} }
`;

let world: TestWorld;
beforeEach(async () => {
  // A quarter of the eight seconds that a call to Slack is waited for, which pass in real time.
  world = await aWorld({ policy: POLICY + ROUTES, patience: 0.25 });
});
afterEach(() => world.stop());

const posts = () => world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage');
/** Every message that there ever was in the channel, those that were taken away again among them. */
const everPosted = () => (world.slack.state.messages.get(ALERTS) ?? []).filter(({ ephemeralFor }) => !ephemeralFor);

async function arrivesWhile(fault: Fault): Promise<void> {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(3);
  expect(world.slack.faults.rules).toEqual([]);
}

const words = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'] as const;
const failures = [
  ...words.map((error) => [`"${error}"`, { status: 200, body: { ok: false, error } }] as const),
  ['a 503', { status: 503, body: 'upstream' }] as const,
];

const TAKEN: (readonly [string, Fault])[] = [
  ...failures.map(([what, answer]) => [what, { do: 'act, then answer', answer }] as const),
  ['a cut connection', { do: 'lose answer' }],
  ['nothing at all', { do: 'hang' }],
  ['what is no JSON', { do: 'garbage' }],
  ['half an answer', { do: 'truncate' }],
  ['an answer that breaks off', { do: 'break off' }],
  ['an answer that goes on and on', { do: 'trickle', everyMs: 50 }],
];

test.each(TAKEN)('a post that Slack takes and answers with %s is found again and is not sent a second time', async (_, fault) => {
  await arrivesWhile(fault);
  expect(everPosted()).toHaveLength(1);
  expect(posts()).toHaveLength(1);
  expect(world.counted('AmbiguousPosts')).toBe(1);
  expect(world.drawn()).toContain('Acknowledge');
});

const NOT_TAKEN: (readonly [string, Fault])[] = [
  ...failures.map(([what, answer]) => [what, { do: 'answer', answer }] as const),
  ['a cut connection', { do: 'refuse' }],
  ['nothing at all', { do: 'stall' }],
];

test.each(NOT_TAKEN)('a post that Slack does not take and answers with %s is sent once more', async (_, fault) => {
  await arrivesWhile(fault);
  expect(everPosted()).toHaveLength(1);
  expect(posts()).toHaveLength(2);
  expect(world.counted('AmbiguousPosts')).toBe(1);
});

const LATE = ['late', 'stall'] as const;

test.each(LATE)('a post that Slack takes soon after it was given up (%s) is found again and is not sent a second time', async (what) => {
  await arrivesWhile({ do: what, ms: 9_000 });
  expect(everPosted()).toHaveLength(1);
  expect(posts()).toHaveLength(1);
});

test.each(LATE)('of a post that Slack takes after it was sent again (%s), one is taken away within two minutes', async (what) => {
  await arrivesWhile({ do: what, ms: 40_000 });
  expect(world.cards()).toHaveLength(1);
  expect(everPosted()).toHaveLength(2);
  const late = Math.max(...everPosted().map(({ ts }) => Number(ts) * 1000));
  const [removed, ...more] = world.slack.calls.filter(({ operation }) => operation === 'chat.delete');
  expect(more).toEqual([]);
  expect((removed?.at ?? Number.NaN) - late).toBeLessThanOrEqual(120_000);
});

test('while Slack leaves the post of a channel unanswered, another channel has its card, and then the first has its own', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, when: ({ body }) => body.includes(ALERTS), fault: { do: 'stall' } });
  await world.arrives(aGuardDutyAsff(), anAsff({ AwsAccountId: '444455556666', Id: 'elsewhere' }));
  // In the order in which they were over, the one that was given up after the other's.
  expect(
    posts()
      .map(({ status }) => status)
      .slice(0, 2),
  ).toEqual([200, 0]);
  expect(world.cards(FALLBACK)).toHaveLength(1);
  await world.minutes(2);
  expect(world.cards(ALERTS)).toHaveLength(1);
});

test('an answer that takes seconds is waited for', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'delay', ms: 7_000 } });
  world.hub.imports(aGuardDutyAsff());
  await expect.poll(everPosted).toHaveLength(1);
  await world.clock.advance(7_000);
  await world.minutes(1);
  expect(posts()).toHaveLength(1);
  expect(world.counted('AmbiguousPosts')).toBe(0);
});
