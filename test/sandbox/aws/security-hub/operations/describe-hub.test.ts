import { DescribeHubCommand, InvalidInputException, ResourceNotFoundException } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aHub, REGION, START } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

test('a hub tells its ARN and since when it is on', async () => {
  expect(await hub.client.send(new DescribeHubCommand())).toMatchObject({
    HubArn: `arn:aws:securityhub:${REGION}:${ACCOUNT}:hub/default`,
    SubscribedAt: START,
    AutoEnableControls: true,
    ControlFindingGenerator: 'SECURITY_CONTROL',
  });
});

test('another region’s hub is not found here, and what is no ARN is refused', async () => {
  const describe = (HubArn: string) => hub.client.send(new DescribeHubCommand({ HubArn }));

  await expect(describe(`arn:aws:securityhub:us-east-1:${ACCOUNT}:hub/default`)).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(describe('default')).rejects.toBeInstanceOf(InvalidInputException);
});
