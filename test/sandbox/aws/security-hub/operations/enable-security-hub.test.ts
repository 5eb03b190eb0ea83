import {
  DescribeHubCommand,
  DisableSecurityHubCommand,
  EnableSecurityHubCommand,
  ResourceConflictException,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aFinding, aHub } from '../a-hub.ts';

const DAY = 86_400_000;
let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub({ enabled: false });
});
afterEach(() => hub.stop());

test('findings come in once somebody has switched the hub on', async () => {
  hub.emulator.imports(aFinding());
  expect(hub.emulator.findings.size).toBe(0);

  await hub.client.send(new EnableSecurityHubCommand({ ControlFindingGenerator: 'STANDARD_CONTROL' }));
  hub.emulator.imports(aFinding());

  expect(hub.emulator.findings.size).toBe(1);
  expect(await hub.client.send(new DescribeHubCommand())).toMatchObject({ ControlFindingGenerator: 'STANDARD_CONTROL' });
});

test('switching it on twice is a conflict', async () => {
  await hub.client.send(new EnableSecurityHubCommand());
  const again = hub.client.send(new EnableSecurityHubCommand());

  await expect(again).rejects.toBeInstanceOf(ResourceConflictException);
  await expect(again).rejects.toThrow('Account is already subscribed to Security Hub');
});

test('a hub that is unknown to the service is refused', async () => {
  expect(await hub.send('POST', '/accounts', { ControlFindingGenerator: 'BOTH' })).toMatchObject({
    status: 400,
    type: 'InvalidInputException',
  });
});

test.each([
  [89, 1],
  [90, 0],
])('after %i days off it knows %i of its findings', async (days, known) => {
  await hub.client.send(new EnableSecurityHubCommand());
  hub.emulator.imports(aFinding());
  await hub.client.send(new DisableSecurityHubCommand());
  await hub.clock.advance(days * DAY);
  await hub.client.send(new EnableSecurityHubCommand());

  expect(hub.emulator.findings.size).toBe(known);
});
