import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

/** Many minutes of many cards go by. */
vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const says = (error: string) => ({ do: 'answer', answer: { status: 200, body: { ok: false, error } } }) as const;
const said = () => textsIn(world.cards()).join('\n');

test('when nobody can say whether it was posted, it is held for ten minutes and then posted as a possible duplicate', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'refuse' } });
  world.slack.faults.add({ operation: 'conversations.history', fault: says('missing_scope') });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(9);
  expect(world.cards()).toEqual([]);
  await world.minutes(3);
  expect(world.cards()).toHaveLength(1);
  expect(said()).toContain('possible duplicate');
  expect(world.counted('PossibleDuplicates')).toBe(1);
});

test('once the history can be read again, a duplicate goes, and what is left no longer says that it may be one', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'lose answer' } });
  world.slack.faults.add({ operation: 'conversations.history', fault: says('missing_scope') });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(12);
  expect(world.cards()).toHaveLength(2);

  world.slack.faults.clear();
  await world.minutes(4);
  expect(world.cards()).toHaveLength(1);
  expect(said()).not.toContain('possible duplicate');
});

test('a history that is limited is asked again when it may be, and nothing is posted twice', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'lose answer' } });
  const answer = { status: 429, headers: { 'retry-after': '60' }, body: { ok: false, error: 'ratelimited' } };
  world.slack.faults.add({ operation: 'conversations.history', times: 2, fault: { do: 'answer', answer } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(6);
  expect(world.cards()).toHaveLength(1);
  expect(world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage')).toHaveLength(1);
});

/** Two messages about one finding, of which shub knows that there may be two. */
async function isPostedTwice(): Promise<void> {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'lose answer' } });
  world.slack.faults.add({ operation: 'conversations.history', fault: says('missing_scope') });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(12);
  expect(world.cards()).toHaveLength(2);
  world.slack.faults.clear();
}

test('a duplicate that Slack does not let us remove stays, and the other goes on saying that there may be one', async () => {
  await isPostedTwice();
  world.slack.faults.add({ operation: 'chat.delete', fault: says('cant_delete_message') });
  await world.minutes(4);
  expect(world.cards()).toHaveLength(2);
  expect(said()).toContain('possible duplicate');
  expect(world.counted('TwinsRemoved')).toBe(0);
  expect(world.counted('TwinsNotRemoved')).toBeGreaterThan(0);
});

test('a duplicate in a channel in which much was said since is looked for within limits, and then no more', async () => {
  await isPostedTwice();
  const [card] = world.cards();
  const message = card && { ...card, text: 'Good morning', blocks: [], attachments: [], metadata: undefined, user: PEOPLE.other };
  const messages = world.slack.state.messages.get(ALERTS);
  const at = Math.ceil(world.clock.now() / 1000);
  for (let i = 0; message && i < 2_500; i++) messages?.push({ ...message, ts: `${at}.${String(i).padStart(6, '0')}` });
  const before = world.slack.calls.length;
  await world.minutes(10);
  const reads = world.slack.calls.slice(before).filter(({ operation }) => operation === 'conversations.history');
  expect(reads.length).toBeLessThanOrEqual(20);
  expect(reads.filter(({ status }) => status === 429)).toEqual([]);
  expect(said()).toContain('possible duplicate');
  await world.minutes(3);
  expect(world.slack.calls.slice(before).filter(({ operation }) => operation === 'conversations.history')).toHaveLength(reads.length);
});
