import fc from 'fast-check';
import { expect, test } from 'vitest';
import { play } from './delivery-world.ts';
import { scheduleOf } from './schedule.ts';

test('with nothing breaking, every card has one message that shows its finding as it is', async () => {
  expect(await play(scheduleOf([]))).toMatchObject({ problems: [], messages: 2 });
});

test('whatever breaks and whoever overtakes whom, no card is lost, doubled or left behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 400, size: 'max' }), async (choices) => {
      expect((await play(scheduleOf(choices))).problems).toEqual([]);
    }),
    { numRuns: 20_000, endOnFailure: true },
  );
}, 600_000);
