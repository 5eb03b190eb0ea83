import { DescribeHubCommand, UpdateSecurityHubConfigurationCommand } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aHub } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

test('what is configured holds, what is not mentioned stays', async () => {
  await hub.client.send(new UpdateSecurityHubConfigurationCommand({ AutoEnableControls: false }));
  expect(await hub.client.send(new DescribeHubCommand())).toMatchObject({
    AutoEnableControls: false,
    ControlFindingGenerator: 'SECURITY_CONTROL',
  });

  await hub.client.send(new UpdateSecurityHubConfigurationCommand({ ControlFindingGenerator: 'STANDARD_CONTROL' }));
  expect(await hub.client.send(new DescribeHubCommand())).toMatchObject({
    AutoEnableControls: false,
    ControlFindingGenerator: 'STANDARD_CONTROL',
  });
});

test('a generator that does not exist is refused', async () => {
  expect(await hub.send('PATCH', '/accounts', { ControlFindingGenerator: 'BOTH' })).toEqual({
    status: 400,
    type: 'InvalidInputException',
    message: 'Invalid ControlFindingGenerator in the input: data should be equal to one of the allowed values',
  });
});
