import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliverChannel } from '../../src/flows/delivery/deliver-channel.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

test('whoever may not go on gives the channel up, however often more comes for it meanwhile', async () => {
  const { services, clock } = world;
  await services.installation.setPaused({ by: PEOPLE.admin, at: new Date(clock.now()).toISOString() });
  await world.arrives(aGuardDutyAsff());
  await services.installation.setPaused(undefined);
  let more = 3;
  const channels: typeof services.channels = {
    ...services.channels,
    async release(channel, lease, wanted) {
      if (more-- > 0) await services.channels.wake(channel);
      return services.channels.release(channel, lease, wanted);
    },
  };
  const budgets = { ...services.budgets, take: async () => clock.now() + 5_000 };
  await deliverChannel(ALERTS, { ...services, channels, budgets, sleep: (ms) => clock.advance(ms) }, new Date(clock.now() + 45_000));
  expect(more).toBeLessThan(0);
  expect(await services.channels.take(ALERTS, 'another', new Date(clock.now() + 20_000))).toBeDefined();
});
