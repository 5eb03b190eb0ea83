import { CreateInsightCommand, GetInsightsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { ListTopicsCommand, SNSClient, SubscribeCommand, TagResourceCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { REMOVAL_PERMISSIONS } from '../../src/setup/words.ts';
import { anAsff } from '../fixtures/asff.ts';
import { anEmptyAccount, type EmptyAccount, REGION } from './empty-account.ts';

let account: EmptyAccount;
let hub: SecurityHubClient;
let sns: SNSClient;
let sqs: SQSClient;
/** All of a container's. */
let remove: string;
beforeEach(async () => {
  account = await anEmptyAccount();
  hub = new SecurityHubClient({ region: REGION, endpoint: account.hub.url });
  sns = new SNSClient({ region: REGION, endpoint: account.sns.url });
  sqs = new SQSClient({ region: REGION, endpoint: account.sqs.url });
  remove = `--remove --yes --queue ${account.queue.arn}`;
  expect((await account.setUp(`--yes --standards fsbp --queue ${account.queue.arn}`)).code).toBe(0);
  for (const name of ['shub-dev counts SeverityLabel, 0123456789ab', 'shub-dev counts ProductName, 0123456789ac', ...OTHERS])
    await insight(name);
});
afterEach(async () => {
  for (const client of [hub, sns, sqs]) client.destroy();
  await account.stop();
});

/** What a person made, and what another installation counts by. */
const OTHERS = ['Public buckets, by account', 'shub-staging counts SeverityLabel, 0123456789ab', 'shub-dev'];

const insight = (Name: string) =>
  hub.send(
    new CreateInsightCommand({
      Name,
      GroupByAttribute: 'SeverityLabel',
      Filters: { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }] },
    }),
  );

const insights = async () => ((await hub.send(new GetInsightsCommand({}))).Insights ?? []).map(({ Name }) => Name).sort();
const topics = async () => ((await sns.send(new ListTopicsCommand({}))).Topics ?? []).map(({ TopicArn = '' }) => TopicArn);

const policyOf = async (url: string) =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['Policy'] }))).Attributes?.['Policy'] ?? '';

const marks = (said: string): string => (said.match(/^ {2}[=+!-] (?=[A-Z])/gm) ?? []).join('').replaceAll(' ', '');

async function expectGone(): Promise<void> {
  const { said, code, changes } = await account.setUp(remove);
  expect(marks(said), said).toBe('====---');
  expect(said).toContain('Nothing to do.');
  expect({ code, changes }).toEqual({ code: 0, changes: [] });
  expect(await insights()).toEqual(OTHERS.toSorted());
  expect(await topics()).toEqual([]);
  expect(await policyOf(account.queue.url)).not.toContain('events.amazonaws.com');
}

test('what set-up and shub made goes after the plan was shown, what is others’ stays, and it says why', async () => {
  const { code, said } = await account.setUp(remove);
  expect(code).toBe(0);
  expect(marks(said)).toBe('++++---');
  expect(said.indexOf('→')).toBeGreaterThan(said.indexOf('Stack and Slack app'));
  const words = said.replace(/\s+/g, ' ');
  expect(words).toContain('delete the 2 by which shub counts, "shub-dev counts …"; those that people made stay');
  expect(words).toContain('stays: shub-dev and shub-dev-audit: the record of who did what is there for whoever audits you.');
  expect(words).toContain('npx osls remove --stage dev');
  await expectGone();
  expect(Object.values(account.hub.standards.enabled())).toEqual(['READY']);

  account.hub.imports(anAsff());
  await account.clock.advance(1_000);
  expect(account.sqs.peek('shub-dev-findings')).toEqual([]);
});

test('--dry-run only shows, and nobody who could be asked means no', async () => {
  const shown = await account.setUp(remove.replace('--yes', '--dry-run'));
  expect(shown).toMatchObject({ code: 0, changes: [] });
  expect(marks(shown.said)).toBe('++++---');
  expect(await account.setUp(remove.replace('--yes', ''))).toMatchObject({ code: 2, changes: [] });
  expect(await account.setUp(remove.replace('--yes', ''), { typing: ['n'] })).toMatchObject({ code: 1, changes: [] });
  expect((await account.setUp(remove.replace('--yes', ''), { typing: ['y'] })).code).toBe(0);
  await expectGone();
});

test('without a queue the rule and the topics are the stack’s, and stay', async () => {
  const { code, said } = await account.setUp('--remove --yes');
  expect(code).toBe(0);
  expect(marks(said)).toBe('--++---');
  expect(await topics()).toHaveLength(2);
  expect(await insights()).toEqual(OTHERS.toSorted());
});

test('topics of a stack stay, and so do those that somebody else named so', async () => {
  const [alerts = '', operations = ''] = await topics();
  const stack = { Key: 'aws:cloudformation:stack-name', Value: 'shub-dev' };
  await sns.send(new TagResourceCommand({ ResourceArn: alerts, Tags: [stack] }));
  const { said } = await account.setUp(remove);
  expect(said.replace(/\s+/g, ' ')).toContain('delete shub-dev-operations with its 0 subscriptions');
  expect(await topics()).toEqual([alerts]);
  expect(operations).not.toBe('');
  expect((await account.setUp(remove)).said.replace(/\s+/g, ' ')).toContain('stays: shub-dev-alerts: not made by set-up');
});

test('who is subscribed to a topic that goes is counted before', async () => {
  const [alerts = ''] = await topics();
  await sns.send(new SubscribeCommand({ TopicArn: alerts, Protocol: 'sqs', Endpoint: account.sqs.create('pager').arn }));
  const { said } = await account.setUp(remove.replace('--yes', '--dry-run'));
  expect(said.replace(/\s+/g, ' ')).toContain('shub-dev-alerts with its 1 subscription');
});

test('a rule that also feeds somebody else is left, with what to do, and the rest goes', async () => {
  account.bus.rule({
    name: 'shub-dev-findings',
    pattern: { source: ['aws.securityhub'] },
    targets: [{ id: 'siem', arn: account.sqs.create('siem').arn }],
  });
  const { code, said } = await account.setUp(remove);
  expect(code).toBe(1);
  expect(said.replace(/\s+/g, ' ')).toMatch(/! EventBridge rule shub-dev-findings also sends to arn:\S+:siem, which is not shub's/);
  expect(await insights()).toEqual(OTHERS.toSorted());
});

test('what else stands in a queue’s policy stays there', async () => {
  const policy = JSON.parse(await policyOf(account.queue.url));
  const theirs = { Sid: 'Theirs', Effect: 'Allow', Principal: '*', Action: 'sqs:GetQueueUrl', Resource: account.queue.arn };
  const Policy = JSON.stringify({ ...policy, Statement: [theirs, ...policy.Statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: account.queue.url, Attributes: { Policy } }));
  const { code, said } = await account.setUp(remove);
  expect(code, said).toBe(0);
  expect(JSON.parse(await policyOf(account.queue.url)).Statement).toEqual([theirs]);
});

test('--table names an installation whose table is called otherwise, and so does TABLE_NAME', async () => {
  await account.setUp('--remove --yes --table shub-staging');
  expect(await insights()).not.toContain('shub-staging counts SeverityLabel, 0123456789ab');
  await insight('another counts SeverityLabel, 0123456789ab');
  await account.setUp('--remove --yes', { environment: { region: REGION, table: 'another' } });
  expect(await insights()).not.toContain('another counts SeverityLabel, 0123456789ab');
  expect(await insights()).toContain('shub-dev counts SeverityLabel, 0123456789ab');
});

const emulatorOf = (action: string) =>
  ({ securityhub: account.hub, events: account.bus, sqs: account.sqs, sns: account.sns })[action.split(':')[0] ?? ''];

test.each(REMOVAL_PERMISSIONS)('without %s it stops and says so, and once that is granted it ends where it would have', async (action) => {
  emulatorOf(action)?.deny(action);
  const { code, said } = await account.setUp(remove);
  expect(code).toBe(1);
  expect(said).toContain(`the IAM action ${action} is missing`);
  emulatorOf(action)?.allow(action);
  expect((await account.setUp(remove)).code).toBe(0);
  await expectGone();
});

test.each([
  ['bus', 'RemoveTargets'],
  ['bus', 'DeleteRule'],
  ['sqs', 'SetQueueAttributes'],
  ['sns', 'DeleteTopic'],
  ['hub', 'DeleteActionTarget'],
  ['hub', 'DeleteInsight'],
] as const)('an answer of %s to %s that is lost is asked for again, and the end is the same', async (service, operation) => {
  account[service].faults.add({ operation, fault: { do: 'lose answer' }, times: 1 });
  const { code, said } = await account.setUp(remove);
  expect(code, said).toBe(0);
  await expectGone();
});

test('where nothing was ever set up, and Security Hub is off, there is nothing to do', async () => {
  const empty = await anEmptyAccount();
  expect(await empty.setUp('--remove --yes')).toMatchObject({ code: 0, changes: [] });
  await empty.stop();
});
