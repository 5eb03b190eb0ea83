import {
  type AssociationStatus,
  BatchDisableStandardsCommand,
  BatchEnableStandardsCommand,
  BatchGetSecurityControlsCommand,
  BatchGetStandardsControlAssociationsCommand,
  BatchUpdateStandardsControlAssociationsCommand,
  InvalidInputException,
  ListStandardsControlAssociationsCommand,
  type StandardsControlAssociationUpdate,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aHub, CIS_1_2, FSBP, REGION, START } from '../a-hub.ts';

const MINUTE = 60_000;
const PCI_3 = `arn:aws:securityhub:${REGION}::standards/pci-dss/v/3.2.1`;

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub({ standards: [FSBP, CIS_1_2] });
});
afterEach(() => hub.stop());

const list = async (SecurityControlId: string) =>
  (await hub.client.send(new ListStandardsControlAssociationsCommand({ SecurityControlId }))).StandardsControlAssociationSummaries;
const get = (...pairs: [control: string, standard: string][]) =>
  hub.client.send(
    new BatchGetStandardsControlAssociationsCommand({
      StandardsControlAssociationIds: pairs.map(([SecurityControlId, StandardsArn]) => ({ SecurityControlId, StandardsArn })),
    }),
  );
const update = async (...StandardsControlAssociationUpdates: StandardsControlAssociationUpdate[]) =>
  (await hub.client.send(new BatchUpdateStandardsControlAssociationsCommand({ StandardsControlAssociationUpdates })))
    .UnprocessedAssociationUpdates;
const change = (SecurityControlId: string, StandardsArn: string, AssociationStatus: AssociationStatus, UpdatedReason?: string) => ({
  SecurityControlId,
  StandardsArn,
  AssociationStatus,
  ...(UpdatedReason && { UpdatedReason }),
});
const status = async (control: string) =>
  (await hub.client.send(new BatchGetSecurityControlsCommand({ SecurityControlIds: [control] }))).SecurityControls?.[0]
    ?.SecurityControlStatus;

test('a control is listed in every enabled standard that has it, with what it checks there', async () => {
  expect(await list('IAM.4')).toEqual([
    {
      StandardsArn: FSBP,
      SecurityControlId: 'IAM.4',
      SecurityControlArn: `arn:aws:securityhub:${REGION}:${ACCOUNT}:security-control/IAM.4`,
      AssociationStatus: 'ENABLED',
      RelatedRequirements: [],
      UpdatedAt: new Date(START),
      StandardsControlTitle: 'The root user should have no access key',
      StandardsControlDescription: expect.stringContaining('root user'),
    },
    expect.objectContaining({ StandardsArn: CIS_1_2, RelatedRequirements: ['CIS AWS Foundations Benchmark v1.2.0/1.12'] }),
  ]);
  expect(await list('EC2.13')).toMatchObject([{ StandardsArn: CIS_1_2 }]);
  expect(await list('S3.14')).toEqual([]);
});

test('the list goes on on the next page', async () => {
  const ask = new ListStandardsControlAssociationsCommand({ SecurityControlId: 'IAM.4', MaxResults: 1 });
  const { NextToken, StandardsControlAssociationSummaries } = await hub.client.send(ask);
  expect(StandardsControlAssociationSummaries).toMatchObject([{ StandardsArn: FSBP }]);
  const next = new ListStandardsControlAssociationsCommand({ SecurityControlId: 'IAM.4', MaxResults: 1, NextToken });
  expect((await hub.client.send(next)).StandardsControlAssociationSummaries).toMatchObject([{ StandardsArn: CIS_1_2 }]);
});

test('listing what is no control is refused', async () => {
  await expect(list('IAM.400')).rejects.toBeInstanceOf(InvalidInputException);
});

test('a control is switched off in one standard with a reason, and runs on in the other', async () => {
  await hub.clock.advance(MINUTE);
  expect(await update(change('IAM.4', CIS_1_2, 'DISABLED', 'Root is locked away'))).toEqual([]);

  const { StandardsControlAssociationDetails } = await get(['IAM.4', FSBP], ['IAM.4', CIS_1_2]);
  expect(StandardsControlAssociationDetails).toMatchObject([
    { StandardsArn: FSBP, AssociationStatus: 'ENABLED', StandardsControlArns: [expect.stringMatching(/:control\/aws-found.*\/IAM\.4$/)] },
    {
      StandardsArn: CIS_1_2,
      AssociationStatus: 'DISABLED',
      UpdatedReason: 'Root is locked away',
      UpdatedAt: new Date(Date.parse(START) + MINUTE),
      StandardsControlArns: [`arn:aws:securityhub:${REGION}:${ACCOUNT}:control/cis-aws-foundations-benchmark/v/1.2.0/1.12`],
    },
  ]);
  expect(await status('IAM.4')).toBe('ENABLED');

  await update(change('IAM.4', FSBP, 'DISABLED', 'No root here'));
  expect(await status('IAM.4')).toBe('DISABLED');
  await update(change('IAM.4', FSBP, 'ENABLED'));
  expect(await status('IAM.4')).toBe('ENABLED');
});

test('updates fail one by one inside the answer', async () => {
  const good = change('EC2.13', CIS_1_2, 'DISABLED', 'No SSH here');
  const bad = [
    change('IAM.4', FSBP, 'DISABLED'),
    change('IAM.400', FSBP, 'ENABLED'),
    change('EC2.13', FSBP, 'ENABLED'),
    change('IAM.4', PCI_3, 'ENABLED'),
    change('IAM.4', 'fsbp', 'ENABLED'),
  ];

  const unprocessed = await update(...bad, good);

  expect(unprocessed?.map(({ StandardsControlAssociationUpdate: which, ErrorCode }) => [which, ErrorCode])).toEqual([
    [bad[0], 'INVALID_INPUT'],
    ...bad.slice(1).map((one) => [one, 'RESOURCE_NOT_FOUND']),
  ]);
  expect(unprocessed?.[0]?.ErrorReason).toBe('UpdatedReason is required when a control is disabled');
  expect(await list('EC2.13')).toMatchObject([{ AssociationStatus: 'DISABLED' }]);
  expect(await list('IAM.4')).toMatchObject([{ AssociationStatus: 'ENABLED' }, { AssociationStatus: 'ENABLED' }]);
});

test('associations that cannot be told fail one by one inside the answer', async () => {
  const { StandardsControlAssociationDetails, UnprocessedAssociations } = await get(['IAM.4', PCI_3], ['IAM.4', FSBP], ['EC2.13', FSBP]);

  expect(StandardsControlAssociationDetails).toMatchObject([{ StandardsArn: FSBP }]);
  expect(UnprocessedAssociations).toMatchObject([
    { StandardsControlAssociationId: { SecurityControlId: 'IAM.4', StandardsArn: PCI_3 }, ErrorCode: 'RESOURCE_NOT_FOUND' },
    { StandardsControlAssociationId: { SecurityControlId: 'EC2.13', StandardsArn: FSBP }, ErrorCode: 'RESOURCE_NOT_FOUND' },
  ]);
});

test('while a standard is being set up its controls can neither be seen nor changed', async () => {
  await hub.client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn: PCI_3 }] }));
  expect(await update(change('IAM.4', PCI_3, 'DISABLED', 'No cards here'))).toMatchObject([{ ErrorCode: 'RESOURCE_NOT_FOUND' }]);
  expect(await list('IAM.4')).toHaveLength(2);

  await hub.clock.advance(2 * MINUTE);
  expect(await update(change('IAM.4', PCI_3, 'DISABLED', 'No cards here'))).toEqual([]);
  expect(await list('IAM.4')).toMatchObject([{}, {}, { StandardsArn: PCI_3, AssociationStatus: 'DISABLED' }]);
});

test('a standard that is enabled again starts with all its controls on', async () => {
  await update(change('EC2.13', CIS_1_2, 'DISABLED', 'No SSH here'));
  const subscription = `arn:aws:securityhub:${REGION}:${ACCOUNT}:subscription/cis-aws-foundations-benchmark/v/1.2.0`;
  await hub.client.send(new BatchDisableStandardsCommand({ StandardsSubscriptionArns: [subscription] }));
  await hub.clock.advance(2 * MINUTE);
  await hub.client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn: CIS_1_2 }] }));
  await hub.clock.advance(2 * MINUTE);

  const [again] = (await list('EC2.13')) ?? [];
  expect(again).toMatchObject({ AssociationStatus: 'ENABLED' });
  expect(again).not.toHaveProperty('UpdatedReason');
});

const hundredAndOne = <T>(one: T) => Array.from({ length: 101 }, () => one);
test.each([
  ['no association', () => get()],
  ['101 associations', () => get(...hundredAndOne<[string, string]>(['IAM.4', FSBP]))],
  ['no update', () => update()],
  ['101 updates', () => update(...hundredAndOne(change('IAM.4', FSBP, 'ENABLED')))],
])('a request with %s is refused as a whole', async (_, ask) => {
  await expect(ask()).rejects.toBeInstanceOf(InvalidInputException);
});
