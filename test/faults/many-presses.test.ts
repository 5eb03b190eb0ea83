import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 300_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const PRESSING = [PEOPLE.responder, PEOPLE.other, PEOPLE.approver, PEOPLE.admin];

/** Few enough at a time to be cards of their own. */
async function manyCards(count: number): Promise<void> {
  for (let from = 0; from < count; from += 10) {
    await world.arrives(...Array.from({ length: 10 }, (_, i) => aGuardDutyAsff({ Id: `one of many ${from + i}` })));
  }
  expect(world.cards()).toHaveLength(count);
}

test('forty presses at once keep to the throttles of Security Hub: all are done within 20 seconds, and nobody hears of any trouble', async () => {
  await manyCards(40);
  world.hub.throttles.on = true;
  await Promise.all(
    world.cards().map(({ ts }, i) => {
      const who = PRESSING[i % PRESSING.length] ?? PEOPLE.responder;
      return world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
    }),
  );
  await world.settle(20_000);
  expect(world.statuses()).toEqual(Array.from({ length: 40 }, () => 'NOTIFIED'));
  expect(PRESSING.flatMap((who) => world.told(who))).toEqual([]);
  expect(world.hub.calls.filter(({ status }) => status !== 200)).toEqual([]);
  expect(world.sqs.peek('shub-actions-dead')).toEqual([]);
});
