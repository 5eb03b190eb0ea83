import {
  BatchEnableStandardsCommand,
  DescribeStandardsControlsCommand,
  InvalidInputException,
  ListStandardsControlAssociationsCommand,
  ResourceNotFoundException,
  UpdateStandardsControlCommand,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aHub, CIS_1_2, REGION } from '../a-hub.ts';

// The older way to look at and change controls, standard by standard.
const arn = (kind: string, rest = '') => `arn:aws:securityhub:${REGION}:${ACCOUNT}:${kind}/cis-aws-foundations-benchmark/v/1.2.0${rest}`;

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
  await hub.client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn: CIS_1_2 }] }));
});
afterEach(() => hub.stop());

const controls = async (StandardsSubscriptionArn = arn('subscription')) =>
  (await hub.client.send(new DescribeStandardsControlsCommand({ StandardsSubscriptionArn }))).Controls;
const set = (ControlStatus: 'ENABLED' | 'DISABLED', DisabledReason?: string, StandardsControlArn = arn('control', '/4.1')) =>
  hub.client.send(new UpdateStandardsControlCommand({ StandardsControlArn, ControlStatus, ...(DisabledReason && { DisabledReason }) }));

test('a standard shows no controls until it is set up, then each under its own number', async () => {
  expect(await controls()).toEqual([]);
  await hub.clock.advance(120_000);
  const all = await controls();
  expect(all).toHaveLength(23);
  expect(all).toContainEqual(
    expect.objectContaining({
      StandardsControlArn: arn('control', '/4.1'),
      ControlId: '4.1',
      ControlStatus: 'ENABLED',
      SeverityRating: 'HIGH',
      RelatedRequirements: ['CIS AWS Foundations Benchmark v1.2.0/4.1'],
    }),
  );
});

test('the controls come page by page', async () => {
  await hub.clock.advance(120_000);
  const ask = { StandardsSubscriptionArn: arn('subscription'), MaxResults: 20 };
  const { Controls, NextToken } = await hub.client.send(new DescribeStandardsControlsCommand(ask));
  expect(Controls).toHaveLength(20);
  const rest = await hub.client.send(new DescribeStandardsControlsCommand({ ...ask, NextToken }));
  expect(rest.Controls).toHaveLength(3);
});

test('a control that is disabled says why, to both ways of asking, until it is enabled again', async () => {
  await hub.clock.advance(120_000);
  await set('DISABLED', 'No SSH here');
  const disabled = (await controls())?.filter(({ ControlStatus }) => ControlStatus === 'DISABLED');
  expect(disabled).toMatchObject([{ ControlId: '4.1', DisabledReason: 'No SSH here', ControlStatusUpdatedAt: new Date(hub.clock.now()) }]);
  const associations = await hub.client.send(new ListStandardsControlAssociationsCommand({ SecurityControlId: 'EC2.13' }));
  expect(associations.StandardsControlAssociationSummaries).toMatchObject([
    { AssociationStatus: 'DISABLED', UpdatedReason: 'No SSH here' },
  ]);

  await set('ENABLED');
  expect((await controls())?.filter(({ ControlStatus }) => ControlStatus === 'DISABLED')).toEqual([]);
});

test('disabling needs a reason', async () => {
  await hub.clock.advance(120_000);
  await expect(set('DISABLED')).rejects.toBeInstanceOf(InvalidInputException);
});

test('what is not there yet, or never was, is not found', async () => {
  await expect(set('ENABLED')).rejects.toBeInstanceOf(ResourceNotFoundException);
  await hub.clock.advance(120_000);
  await expect(set('ENABLED', undefined, arn('control', '/9.9'))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(set('ENABLED', undefined, arn('control', '/S3.14'))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(controls(arn('subscription').replace('1.2.0', '1.4.0'))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(controls('cis')).rejects.toBeInstanceOf(InvalidInputException);
});
