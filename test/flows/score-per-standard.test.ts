import {
  BatchEnableStandardsCommand,
  CreateInsightCommand,
  SecurityHubClient,
  UpdateSecurityHubConfigurationCommand,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CIS, FSBP } from '../support/standards.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let client: SecurityHubClient;
beforeEach(async () => {
  world = await aWorld();
  client = new SecurityHubClient({ region: world.config.region, endpoint: world.hub.url });
  await client.send(new UpdateSecurityHubConfigurationCommand({ ControlFindingGenerator: 'STANDARD_CONTROL' }));
  const both = [FSBP, CIS].map((StandardsArn) => ({ StandardsArn }));
  await client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: both }));
  await world.minutes(3);
  const bucket = (id: string) => ({ type: 'AwsS3Bucket', id: `arn:aws:s3:::${id}` });
  world.hub.runControl({ control: 'S3.8', status: 'FAILED', resources: [bucket('a'), bucket('b')] });
  world.hub.runControl({ control: 'S3.5', status: 'PASSED', resources: [bucket('a')] });
  world.hub.runControl({ control: 'S3.9', status: 'WARNING', resources: [bucket('a')] });
  await world.services.controls.forget();
  await world.settle();
}, 60_000);
afterEach(async () => {
  client.destroy();
  await world.stop();
});

async function score(): Promise<string> {
  await world.slack.as(PEOPLE.viewer).command(ALERTS, '/shub score');
  await world.settle();
  return world.told(PEOPLE.viewer).at(-1) ?? '';
}

test('with findings for each standard apart every control still counts once, whichever way Security Hub counts', async () => {
  const findings = [...world.hub.findings.values()].map(({ GeneratorId }) => String(GeneratorId));
  expect(findings.some((generator) => generator.startsWith('cis-aws-foundations-benchmark/v/3.0.0/'))).toBe(true);
  const told = await score();
  expect(told).toContain('1 of 3 controls pass · 1 fail · 1 unknown');

  // Security Hub takes no insight that groups by the control's id.
  const refusal = { Message: 'Invalid GroupByAttribute in the input: data should be one of those that it takes' };
  const answer = { status: 400, headers: { 'x-amzn-errortype': 'InvalidInputException' }, body: refusal };
  const byId = (body: string) => body.includes('"GroupByAttribute":"ComplianceSecurityControlId"');
  world.hub.faults.add({ operation: 'CreateInsight', fault: { do: 'answer', answer }, when: (request) => byId(request.body.toString()) });
  for (const { InsightArn } of await ours()) await world.services.savedInsights.remove(InsightArn);
  expect(await score()).toBe(told);
  await expect(
    client.send(new CreateInsightCommand({ Name: 'x', Filters: {}, GroupByAttribute: 'ComplianceSecurityControlId' })),
  ).rejects.toThrow('one of those that it takes');
});

async function ours(): Promise<{ InsightArn: string }[]> {
  const { GetInsightsCommand } = await import('@aws-sdk/client-securityhub');
  const { Insights = [] } = await client.send(new GetInsightsCommand({ MaxResults: 100 }));
  return Insights.map(({ InsightArn = '' }) => ({ InsightArn }));
}
