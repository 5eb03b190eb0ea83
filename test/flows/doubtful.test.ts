import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, type TestWorld, textsIn } from '../support/world.ts';

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
