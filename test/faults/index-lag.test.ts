import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { laggingIndex } from '../support/lagging-index.ts';
import { aWorld, type TestWorld, textsIn } from '../support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const many = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => aGuardDutyAsff({ Id: `${name}-${i}`, Title: `Finding ${name}-${i}` }));
const shown = () =>
  world.cards().flatMap(
    ({ blocks, attachments }) =>
      textsIn([blocks, attachments])
        .join()
        .match(/Finding \w+-\d+/g) ?? [],
  );
const posts = () => world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage').length;

test('a card that the index has only half a minute after it was written is in the channel within two minutes', async () => {
  const index = laggingIndex(world, { comesMs: 30_000, leavesMs: 0 });
  await world.arrives(...many(1, 'late'));
  expect(index.late).toBeGreaterThan(0);
  expect(world.cards()).toEqual([]);
  await world.minutes(2);
  expect(shown()).toEqual(['Finding late-0']);
  expect(posts()).toBe(1);
});

test('sixteen cards that the index still has as waiting, though they were posted, are no storm and are not posted again', async () => {
  const index = laggingIndex(world, { comesMs: 0, leavesMs: 120_000 });
  await world.arrives(...many(8, 'first'));
  await world.arrives(...many(8, 'second'));
  expect(world.cards()).toHaveLength(16);
  const before = index.stale;
  await world.arrives(...many(1, 'new'));
  expect(index.stale).toBeGreaterThan(before + 15);
  expect(shown()).toHaveLength(17);
  await world.minutes(4);
  expect(shown()).toHaveLength(17);
  expect(posts()).toBe(17);
});
