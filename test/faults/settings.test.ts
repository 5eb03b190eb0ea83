import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld } from '../support/world.ts';

test('after a policy that cannot be used the last good policy stays, and the log names what is wrong', async () => {
  const world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await writeFile(world.policyFile, 'defaultChanel: C0ALERTS\n');
  await world.minutes(2);
  await world.arrives(aGuardDutyAsff({ Id: 'two' }));
  expect(world.cards()).toHaveLength(2);
  await writeFile(world.policyFile, '');
  await world.minutes(2);
  await world.arrives(aGuardDutyAsff({ Id: 'three' }));
  expect(world.cards()).toHaveLength(3);
  expect(world.lines.find(({ event }) => event === 'policy not re-read')?.facts.because).toContain('defaultChanel');
  await world.stop();
});
