import { SecurityHubClient, UpdateSecurityHubConfigurationCommand } from '@aws-sdk/client-securityhub';
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { anEmptyAccount, type EmptyAccount, REGION } from './empty-account.ts';

let account: EmptyAccount;
beforeEach(async () => {
  account = await anEmptyAccount();
});
afterEach(() => account.stop());

const FSBP = `arn:aws:securityhub:${REGION}::standards/aws-foundational-security-best-practices/v/1.0.0`;
const CIS_1_2 = 'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0';
const CIS_5 = `arn:aws:securityhub:${REGION}::standards/cis-aws-foundations-benchmark/v/5.0.0`;
/** What the plan marks its steps with. */
const marks = (said: string): string => (said.match(/^ {2}[=+!-] (?=[A-Z])/gm) ?? []).join('').replaceAll(' ', '');

test('an empty account becomes one whose findings reach the queue, after the plan was shown', async () => {
  const { code, said } = await account.setUp(`--yes --queue ${account.queue.arn}`);
  expect(code).toBe(0);
  expect(marks(said)).toBe('+++++++');
  expect(said.indexOf('→')).toBeGreaterThan(said.indexOf('+ SNS topics'));
  expect(account.hub.standards.enabled()).toEqual({ [FSBP]: 'READY', [CIS_1_2]: 'READY' });
  expect(said).toContain('FSBP 1.0.0               READY');
  expect(said).toContain('aws securityhub disable-security-hub --region eu-west-1');

  account.hub.imports(anAsff());
  await account.clock.advance(1000);
  expect(account.sqs.peek('shub-dev-findings').map((body) => JSON.parse(body)['detail-type'])).toEqual([
    'Security Hub Findings - Imported',
  ]);
});

test('without a queue the rule and the topics are left to the stack, and one that is there is recognised', async () => {
  expect(marks((await account.setUp('--dry-run')).said)).toBe('+++++--');
  account.bus.rule({ name: 'shub-dev-findings', pattern: { source: ['nobody'] }, targets: [{ id: 'findings', arn: account.queue.arn }] });
  account.sns.create('shub-dev-alerts');
  account.sns.create('shub-dev-operations');
  const { said, changes } = await account.setUp('--dry-run');
  expect(marks(said)).toBe('+++++==');
  expect(changes).toEqual([]);
});

test('running it again changes nothing', async () => {
  await account.setUp(`--yes --queue ${account.queue.arn}`);
  for (const args of ['--yes', `--yes --queue ${account.queue.url}`]) {
    const again = await account.setUp(args);
    expect(again).toMatchObject({ code: 0, changes: [] });
    expect(again.said).toContain('Nothing to do.');
  }
});

test('the queue of the environment is as good as a flag', async () => {
  const { said } = await account.setUp('--dry-run', { environment: { region: REGION, queue: account.queue.url } });
  expect(said).toContain('make the rule shub-dev-findings');
});

test('a queue whose policy says other things already keeps them, whatever they leave out', async () => {
  const sqs = new SQSClient({ region: REGION, endpoint: account.sqs.url });
  const theirs = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sqs:*', Resource: account.queue.arn };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [theirs] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: account.queue.url, Attributes: { Policy } }));
  expect((await account.setUp(`--yes --standards none --queue ${account.queue.arn}`)).code).toBe(0);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: account.queue.url, AttributeNames: ['Policy'] }));
  sqs.destroy();
  expect(JSON.parse(Attributes?.['Policy'] ?? '').Statement).toEqual([theirs, expect.objectContaining({ Action: 'sqs:SendMessage' })]);
});

test('a rule of the same name that feeds another queue is left alone', async () => {
  account.bus.rule({
    name: 'shub-dev-findings',
    pattern: { source: ['nobody'] },
    targets: [{ id: 'findings', arn: account.sqs.create('other').arn }],
  });
  const { code, said, changes } = await account.setUp(`--yes --standards none --queue ${account.queue.arn}`);
  expect(code).toBe(1);
  expect(said).toMatch(/! EventBridge rule\s+shub-dev-findings\s+sends\s+to\s+arn:\S+:other\s+already/);
  expect(changes).not.toContain('PutTargets');
});

test('a rule that somebody narrowed or switched off is put right', async () => {
  const all = `--yes --standards none --queue ${account.queue.arn}`;
  await account.setUp(all);
  const target = { id: 'findings', arn: account.queue.arn, deadLetterArn: `${account.queue.arn}-dead` };
  account.bus.rule({ name: 'shub-dev-findings', pattern: { source: ['aws.securityhub'] }, targets: [target] });
  const { said, changes } = await account.setUp(all);
  expect(said).toContain('let the rule shub-dev-findings match what Security Hub sends');
  expect(changes).toEqual(['PutRule']);
});

test.each([
  ['fsbp', [FSBP]],
  ['cis5,FSBP', [CIS_5, FSBP]],
  [CIS_5, [CIS_5]],
  ['none', []],
])('--standards %s switches on what is meant, and nothing else', async (typed, arns) => {
  expect((await account.setUp(`--yes --standards ${typed}`)).code).toBe(0);
  expect(Object.keys(account.hub.standards.enabled()).sort()).toEqual(arns.toSorted());
});

test('standards that were on before stay on', async () => {
  await account.setUp('--yes --standards cis5');
  await account.setUp('--yes --standards fsbp');
  expect(Object.keys(account.hub.standards.enabled())).toHaveLength(2);
});

test.each([
  ['fspb', 'Did you mean "fsbp"?'],
  ['cis', 'Which "cis": CIS 1.2.0, CIS 1.4.0, CIS 3.0.0, CIS 5.0.0?'],
  ['control tower', 'is switched on and off by'],
])('the standard "%s" is refused with what would be right, before anything changes', async (typed, words) => {
  await account.setUp('--yes --standards none');
  const { code, said, changes } = await account.setUp('', { typing: [typed, 'none', 'n'] });
  expect(said).toContain(words);
  const flagged = await account.setUp(`--yes --standards ${typed.replace(' ', '')}`);
  expect(flagged).toMatchObject({ code: 2, changes: [] });
  expect({ code, changes }).toEqual({ code: 0, changes: [] });
});

test('findings that are separate for each standard stay so until --consolidate is said, with what it changes', async () => {
  await account.setUp('--yes --standards none');
  const client = new SecurityHubClient({ region: REGION, endpoint: account.hub.url });
  await client.send(new UpdateSecurityHubConfigurationCommand({ ControlFindingGenerator: 'STANDARD_CONTROL' }));
  client.destroy();

  const asked = await account.setUp('--yes --standards none');
  expect(asked).toMatchObject({ code: 0, changes: [] });
  expect(asked.said.replace(/\s+/g, ' ')).toContain('archives the findings of controls and makes new ones with other ids');
  expect(asked.said).toContain('--consolidate');

  const { code, changes } = await account.setUp('--yes --standards none --consolidate');
  expect({ code, changes }).toEqual({ code: 0, changes: ['UpdateSecurityHubConfiguration'] });
  expect((await account.setUp('--yes --standards none --consolidate')).changes).toEqual([]);
});

test.each([
  ['INCOMPLETE', 'NO_AVAILABLE_CONFIGURATION_RECORDER', "Turn on AWS Config's recorder"],
  ['INCOMPLETE', 'MAXIMUM_NUMBER_OF_CONFIG_RULES_EXCEEDED', 'Service Quotas'],
  ['FAILED', 'INTERNAL_ERROR', 'AWS Support'],
] as const)('a standard that ends %s because of %s is told with what to do, every time', async (status, reason, words) => {
  account.hub.standards.endsAs(FSBP, { status, reason });
  const { code, said } = await account.setUp('--yes --standards fsbp');
  expect(code).toBe(1);
  expect(said).toContain(`FSBP 1.0.0 is ${status}`);
  expect(said).toContain(words);
  expect(await account.setUp('--yes --standards fsbp')).toMatchObject({ code: 1, changes: [] });
});

test('--no-wait leaves standards PENDING, and the next run follows them', async () => {
  expect((await account.setUp('--yes --standards fsbp --no-wait')).code).toBe(0);
  expect(account.hub.standards.enabled()).toEqual({ [FSBP]: 'PENDING' });
  const { code, said, changes } = await account.setUp('--yes --standards fsbp');
  expect({ code, changes }).toEqual({ code: 0, changes: [] });
  expect(said).toContain('READY');
});

test('a standard that does not get ready in three quarters of an hour is not waited for any longer', async () => {
  account.hub.standards.takes.ms = 24 * 3600_000;
  const { code, said } = await account.setUp('--yes --standards fsbp');
  expect(code).toBe(1);
  expect(said).toContain('After 45 minutes still not READY: FSBP 1.0.0');
});

test('--undo-help shows every command that takes away what there is, and changes nothing', async () => {
  await account.setUp(`--yes --queue ${account.queue.arn}`);
  const { code, said, changes } = await account.setUp(`--undo-help --queue ${account.queue.arn}`);
  expect({ code, changes }).toEqual({ code: 0, changes: [] });
  for (const part of [
    'sns delete-topic',
    'events delete-rule',
    'action/custom/SendToSlack',
    'batch-disable-standards',
    'disable-security-hub',
  ])
    expect(said).toContain(part);
});
