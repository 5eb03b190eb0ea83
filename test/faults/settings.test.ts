import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PARAMETERS } from '../../src/sandbox/world.ts';
import { secretFor } from '../../src/wiring.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld } from '../support/world.ts';

test('a secret that cannot be read stops the start, and is read again at the next', async () => {
  const world = await aWorld();
  const secret = secretFor(world.config, { ...world.services, hurried: true, endpoints: world.endpoints });
  world.ssm.faults.add({ operation: 'GetParameter', fault: { do: 'answer', answer: { status: 503, body: 'away' } }, times: 2 });
  await expect(secret(`ssm:${PARAMETERS.botToken}`)).rejects.toThrow();
  expect((await secret(`ssm:${PARAMETERS.botToken}`)).value()).toBe('xoxb-sandbox');
  await expect(secret('ssm:/shub/dev/of-another-stage')).rejects.toThrow('not found');
  await world.stop();
});

test('after a policy that cannot be used the last good policy stays, and the log names what is wrong', async () => {
  const world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await writeFile(world.policyFile, 'defaultChanel: C0ALERTS\n');
  await world.minutes(2);
  await world.arrives(aGuardDutyAsff({ Id: 'two' }));
  expect(world.cards()).toHaveLength(2);
  expect(world.lines.find(({ event }) => event === 'policy not re-read')?.facts.because).toContain('defaultChanel');
  await world.stop();
});
