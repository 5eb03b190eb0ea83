import {
  BatchUpdateStandardsControlAssociationsCommand,
  GetFindingsCommand,
  UpdateSecurityHubConfigurationCommand,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ControlCheck } from '../../../../src/sandbox/aws/contract.ts';
import { ACCOUNT, aHub, CIS_1_2, CONTROLS, FSBP, REGION } from './a-hub.ts';

const group = (id: string) => ({ type: 'AwsEc2SecurityGroup', id: `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/${id}` });

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub({ standards: [FSBP, CIS_1_2] });
});
afterEach(() => hub.stop());

const run = (status: ControlCheck['status'], part: Partial<ControlCheck> = {}) =>
  hub.emulator.runControl({ control: 'EC2.2', status, resources: [group('sg-1')], ...part });
const findings = async () => (await hub.client.send(new GetFindingsCommand({}))).Findings ?? [];
const perStandard = () => hub.client.send(new UpdateSecurityHubConfigurationCommand({ ControlFindingGenerator: 'STANDARD_CONTROL' }));

test('a control makes one finding for each resource, whatever the number of its standards', async () => {
  run('FAILED', { resources: [group('sg-1'), group('sg-2')] });

  const found = await findings();
  expect(found).toHaveLength(2);
  expect(found[0]).toMatchObject({
    Id: expect.stringMatching(new RegExp(`^arn:aws:securityhub:${REGION}:${ACCOUNT}:security-control/EC2.2/finding/[0-9a-f-]{36}$`)),
    ProductArn: CONTROLS,
    ProductName: 'Security Hub',
    GeneratorId: 'security-control/EC2.2',
    Title: 'Default security groups should allow nothing',
    Severity: { Label: 'HIGH', Normalized: 70, Original: 'HIGH' },
    Workflow: { Status: 'NEW' },
    Resources: [{ Type: 'AwsEc2SecurityGroup', Id: group('sg-1').id }],
    Remediation: { Recommendation: { Url: 'https://docs.aws.amazon.com/console/securityhub/EC2.2/remediation' } },
    Compliance: {
      Status: 'FAILED',
      SecurityControlId: 'EC2.2',
      AssociatedStandards: [
        { StandardsId: 'standards/aws-foundational-security-best-practices/v/1.0.0' },
        { StandardsId: 'ruleset/cis-aws-foundations-benchmark/v/1.2.0' },
      ],
      RelatedRequirements: ['CIS AWS Foundations Benchmark v1.2.0/4.3'],
    },
  });
  expect(found[0]?.ProductFields).not.toHaveProperty('StandardsArn');
  expect(hub.events.map((event) => event['detail-type'])).toEqual(Array(2).fill('Security Hub Findings - Imported'));
});

test('the next run changes the same finding, even within the same instant', async () => {
  run('FAILED');
  run('PASSED');
  expect(await findings()).toMatchObject([
    {
      Compliance: { Status: 'PASSED' },
      Severity: { Label: 'INFORMATIONAL', Original: 'HIGH' },
      Workflow: { Status: 'RESOLVED' },
      ProductFields: { PreviousComplianceStatus: 'FAILED' },
    },
  ]);
});

test('a finding knows since when its compliance is what it is', async () => {
  run('FAILED');
  const begun = hub.clock.now();
  await hub.clock.advance(60_000);
  run('FAILED');
  expect(await findings()).toMatchObject([{ FirstObservedAt: new Date(begun).toISOString(), LastObservedAt: '2026-03-02T09:01:00.000Z' }]);
  await hub.clock.advance(60_000);
  run('PASSED');
  expect(await findings()).toMatchObject([{ CreatedAt: new Date(begun).toISOString(), FirstObservedAt: '2026-03-02T09:02:00.000Z' }]);
});

test('with findings per standard each standard has its own, in its own words', async () => {
  await perStandard();
  run('FAILED');

  const fsbp = 'aws-foundational-security-best-practices/v/1.0.0';
  const cis = 'cis-aws-foundations-benchmark/v/1.2.0';
  expect(await findings()).toMatchObject([
    {
      Id: expect.stringContaining(`:${ACCOUNT}:subscription/${fsbp}/EC2.2/finding/`),
      GeneratorId: `${fsbp}/EC2.2`,
      Title: 'EC2.2 Default security groups should allow nothing',
      ProductFields: {
        StandardsArn: FSBP,
        ControlId: 'EC2.2',
        StandardsControlArn: `arn:aws:securityhub:${REGION}:${ACCOUNT}:control/${fsbp}/EC2.2`,
      },
      Compliance: { AssociatedStandards: [{ StandardsId: `standards/${fsbp}` }] },
    },
    {
      Id: expect.stringContaining(`:${ACCOUNT}:subscription/${cis}/4.3/finding/`),
      GeneratorId: `${CIS_1_2}/rule/4.3`,
      Title: '4.3 Default security groups should allow nothing',
      ProductFields: { StandardsGuideArn: CIS_1_2, RuleId: '4.3' },
    },
  ]);
});

test('a control runs only where it is on', async () => {
  const off = (StandardsArn: string) =>
    hub.client.send(
      new BatchUpdateStandardsControlAssociationsCommand({
        StandardsControlAssociationUpdates: [
          { SecurityControlId: 'EC2.2', StandardsArn, AssociationStatus: 'DISABLED', UpdatedReason: 'No VPC' },
        ],
      }),
    );
  await off(FSBP);
  run('FAILED');
  expect((await findings()).map(({ Compliance }) => Compliance?.AssociatedStandards)).toEqual([
    [{ StandardsId: 'ruleset/cis-aws-foundations-benchmark/v/1.2.0' }],
  ]);

  await off(CIS_1_2);
  run('FAILED', { resources: [group('sg-2')] });
  expect(await findings()).toHaveLength(1);
});

test('a finding in a member account carries that account', async () => {
  run('FAILED', { account: '444455556666' });
  expect(await findings()).toMatchObject([
    { AwsAccountId: '444455556666', Id: expect.stringContaining(':444455556666:security-control/EC2.2/') },
  ]);
});

test('a control nobody knows is a mistake of the test, and said', () => {
  expect(() => run('FAILED', { control: 'EC2.2000' })).toThrow('Security Hub has no control EC2.2000 here');
});
