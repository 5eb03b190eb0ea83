import { DescribeHubCommand, DisableSecurityHubCommand, InvalidAccessException } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aFinding, aHub } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

test('a hub that was switched off answers nobody and takes nothing in', async () => {
  await hub.client.send(new DisableSecurityHubCommand());
  hub.emulator.imports(aFinding());

  const asked = hub.client.send(new DescribeHubCommand());
  await expect(asked).rejects.toBeInstanceOf(InvalidAccessException);
  await expect(asked).rejects.toThrow(`Account ${ACCOUNT} is not subscribed to AWS Security Hub`);
  expect(hub.emulator.findings.size).toBe(0);
});
