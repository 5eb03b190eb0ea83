import { writeFile } from 'node:fs/promises';
import { SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { resolved } from '../../src/aws/parameters.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld } from '../support/world.ts';

test('a secret that cannot be read stops the start, and is read again at the next', async () => {
  const ssm = mockClient(SSMClient);
  ssm
    .onAnyCommand()
    .rejectsOnce(Object.assign(new Error('away'), { name: 'ServiceUnavailable' }))
    .resolves({ Parameter: { Value: 'secret' } });
  await expect(resolved('ssm:/shub/dev/a-secret')).rejects.toThrow();
  await expect(resolved('ssm:/shub/dev/a-secret')).resolves.toBe('secret');
  ssm.restore();
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
