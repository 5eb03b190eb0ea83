import {
  type AwsSecurityFindingFilters,
  CreateInsightCommand,
  DeleteInsightCommand,
  GetInsightResultsCommand,
  GetInsightsCommand,
  InvalidInputException,
  LimitExceededException,
  ResourceNotFoundException,
  UpdateInsightCommand,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aFinding, aHub, REGION, START } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

const active: AwsSecurityFindingFilters = { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }] };
const create = (GroupByAttribute: string, Filters = active, Name = 'Open') =>
  hub.client.send(new CreateInsightCommand({ Name, Filters, GroupByAttribute }));
const results = async (InsightArn?: string) =>
  (await hub.client.send(new GetInsightResultsCommand({ InsightArn }))).InsightResults?.ResultValues;

test('an insight counts the findings it filters, the largest group first', async () => {
  hub.emulator.imports(
    aFinding({ Id: '1', GeneratorId: 'security-control/S3.1' }),
    aFinding({ Id: '2', GeneratorId: 'security-control/EC2.8' }),
    aFinding({ Id: '3', GeneratorId: 'security-control/EC2.8' }),
    aFinding({ Id: '4', GeneratorId: 'security-control/EC2.8', RecordState: 'ARCHIVED' }),
  );
  const { InsightArn } = await create('GeneratorId');

  expect(await results(InsightArn)).toEqual([
    { GroupByAttributeValue: 'security-control/EC2.8', Count: 2 },
    { GroupByAttributeValue: 'security-control/S3.1', Count: 1 },
  ]);
});

test('a finding counts once in each of its groups, and in none when it has no value', async () => {
  const vpc = { Type: 'AwsEc2Vpc', Id: 'v' };
  hub.emulator.imports(aFinding({ Resources: [vpc, vpc, { Type: 'AwsIamUser', Id: 'u' }] }));

  expect(await results((await create('ResourceType')).InsightArn)).toEqual([
    { GroupByAttributeValue: 'AwsEc2Vpc', Count: 1 },
    { GroupByAttributeValue: 'AwsIamUser', Count: 1 },
  ]);
  expect(await results((await create('ComplianceSecurityControlId')).InsightArn)).toEqual([]);
});

test('of 101 groups the smallest is never told', async () => {
  for (let n = 0; n <= 100; n++)
    hub.emulator.imports(
      aFinding({ Id: `a${n}`, GeneratorId: `g${n}` }),
      ...(n > 0 ? [aFinding({ Id: `b${n}`, GeneratorId: `g${n}` })] : []),
    );

  const groups = await results((await create('GeneratorId')).InsightArn);

  expect(groups).toHaveLength(100);
  expect(groups).not.toContainEqual({ GroupByAttributeValue: 'g0', Count: 1 });
});

test('an insight comes back as it was made, changes in part, and goes', async () => {
  const { InsightArn } = await create('GeneratorId');
  expect(InsightArn).toMatch(new RegExp(`^arn:aws:securityhub:${REGION}:${ACCOUNT}:insight/${ACCOUNT}/custom/[0-9a-f-]{36}$`));

  const Filters: AwsSecurityFindingFilters = { SeverityLabel: [{ Value: 'LOW', Comparison: 'EQUALS' }] };
  await hub.client.send(new UpdateInsightCommand({ InsightArn, Filters, Name: 'Low' }));
  expect((await hub.client.send(new GetInsightsCommand())).Insights).toEqual([
    { InsightArn, Name: 'Low', Filters, GroupByAttribute: 'GeneratorId' },
  ]);

  await hub.client.send(new UpdateInsightCommand({ InsightArn, GroupByAttribute: 'AwsAccountId' }));
  hub.emulator.imports(aFinding({ Severity: { Label: 'LOW' } }));
  expect(await results(InsightArn)).toEqual([{ GroupByAttributeValue: ACCOUNT, Count: 1 }]);

  expect(await hub.client.send(new DeleteInsightCommand({ InsightArn }))).toMatchObject({ InsightArn });
  expect((await hub.client.send(new GetInsightsCommand())).Insights).toEqual([]);
});

test('a 101st insight is too many; all 100 come in pages', async () => {
  for (let n = 0; n < 100; n++) await create('GeneratorId', active, `Insight ${n}`);
  await expect(create('GeneratorId')).rejects.toBeInstanceOf(LimitExceededException);

  const first = await hub.client.send(new GetInsightsCommand({ MaxResults: 60 }));
  const rest = await hub.client.send(new GetInsightsCommand({ MaxResults: 60, NextToken: first.NextToken }));
  expect([first, rest].map(({ Insights }) => Insights?.length)).toEqual([60, 40]);
  expect(rest.NextToken).toBeUndefined();
});

test.each([
  ['no name', ' ', active, 'GeneratorId'],
  ['a filter that is not allowed', 'Open', { Title: [{ Value: 'x', Comparison: 'CONTAINS' as const }] }, 'GeneratorId'],
  ['a group that is no attribute', 'Open', active, 'Compliance.SecurityControlId'],
])('an insight with %s is refused', async (_, name, filters, group) => {
  const { InsightArn } = await create('GeneratorId');

  await expect(create(group, filters, name)).rejects.toBeInstanceOf(InvalidInputException);
  await expect(
    hub.client.send(new UpdateInsightCommand({ InsightArn, Name: name, Filters: filters, GroupByAttribute: group })),
  ).rejects.toBeInstanceOf(InvalidInputException);
});

test('what was never made cannot be asked for, changed or deleted', async () => {
  const InsightArn = `arn:aws:securityhub:${REGION}:${ACCOUNT}:insight/${ACCOUNT}/custom/none`;

  await expect(results(InsightArn)).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(hub.client.send(new GetInsightsCommand({ InsightArns: [InsightArn] }))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(hub.client.send(new UpdateInsightCommand({ InsightArn, Name: 'x' }))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(hub.client.send(new DeleteInsightCommand({ InsightArn }))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(results('none')).rejects.toBeInstanceOf(InvalidInputException);
});

const managed = (number: number) => `arn:aws:securityhub:::insight/securityhub/default/${number}`;

test('each of the managed insights can be asked for by its ARN; without ARNs only custom ones are told', async () => {
  const gone = [2, 4, 5, 15, 20];
  const InsightArns = Array.from({ length: 40 }, (_, i) => i + 1)
    .filter((number) => !gone.includes(number))
    .map(managed);
  const { Insights = [] } = await hub.client.send(new GetInsightsCommand({ InsightArns }));
  expect(Insights.map(({ InsightArn }) => InsightArn)).toEqual(InsightArns);
  for (const arn of InsightArns) expect(await results(arn)).toEqual([]);
  expect((await hub.client.send(new GetInsightsCommand())).Insights).toEqual([]);
});

test('a managed insight counts what is open, and a failed check only for a day', async () => {
  const failed = { Compliance: { Status: 'FAILED' as const }, UpdatedAt: START };
  hub.emulator.imports(
    aFinding({ Id: '1', ...failed, Resources: [{ Type: 'AwsS3Bucket', Id: 'bucket' }] }),
    aFinding({ Id: '2', ...failed, Workflow: { Status: 'SUPPRESSED' } }),
  );
  expect(await results(managed(29))).toEqual([{ GroupByAttributeValue: 'HIGH', Count: 1 }]);
  expect(await results(managed(36))).toEqual([{ GroupByAttributeValue: 'bucket', Count: 1 }]);
  await hub.clock.advance(2 * 24 * 3600_000);
  expect(await results(managed(36))).toEqual([]);
});

test('a managed insight can be neither changed nor deleted', async () => {
  const InsightArn = managed(29);
  await expect(hub.client.send(new UpdateInsightCommand({ InsightArn, Name: 'mine' }))).rejects.toBeInstanceOf(InvalidInputException);
  await expect(hub.client.send(new DeleteInsightCommand({ InsightArn }))).rejects.toBeInstanceOf(InvalidInputException);
  expect(await results(InsightArn)).toEqual([]);
});
