import { writeFile } from 'node:fs/promises';
import { DisableRuleCommand, EventBridgeClient, PutRuleCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { BatchEnableStandardsCommand, DisableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { DeleteQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aHealthyWorld, askHealth, changeChannel, marked, slackSays } from '../support/health.ts';
import { FALLBACK, POLICY, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aHealthyWorld();
});
afterEach(() => world.stop());

const FSBP = 'arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0';
const HOUR = 3600_000;

async function eventBridge(use: (client: EventBridgeClient) => Promise<unknown>): Promise<void> {
  const client = new EventBridgeClient({ region: world.config.region, endpoint: world.bus.url });
  await use(client);
  client.destroy();
}
async function securityHub(use: (client: SecurityHubClient) => Promise<unknown>): Promise<void> {
  const client = new SecurityHubClient({ region: world.config.region, endpoint: world.hub.url });
  await use(client);
  client.destroy();
}
async function deleteQueue(QueueName: string): Promise<void> {
  const client = new SQSClient({ region: world.config.region, endpoint: world.sqs.url });
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  await client.send(new DeleteQueueCommand({ QueueUrl }));
  client.destroy();
}
const dead = (name: string) => world.sqs.accept(`arn:aws:sqs:eu-west-1:111122223333:${name}`, '{}');

test.each<[what: string, check: string, words: string, todo: string, breaks: () => unknown]>([
  [
    'Security Hub is off',
    'Security Hub',
    'is off in eu-west-1',
    'npm run setup',
    () => securityHub((c) => c.send(new DisableSecurityHubCommand({}))),
  ],
  [
    'a standard could not be enabled whole',
    'Standards',
    'FSBP 1.0.0 is INCOMPLETE (NO_AVAILABLE_CONFIGURATION_RECORDER)',
    'AWS Config',
    async () => {
      world.hub.standards.endsAs(FSBP, { status: 'INCOMPLETE', reason: 'NO_AVAILABLE_CONFIGURATION_RECORDER' });
      await securityHub((c) => c.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn: FSBP }] })));
      await world.minutes(4);
    },
  ],
  [
    'the rule is disabled',
    'EventBridge rule',
    'is disabled',
    'enable-rule',
    () => eventBridge((c) => c.send(new DisableRuleCommand({ Name: 'shub-findings' }))),
  ],
  [
    'the rule leads elsewhere',
    'EventBridge rule',
    'does not send to the queue that shub reads',
    'npm run deploy',
    () => eventBridge((c) => c.send(new RemoveTargetsCommand({ Rule: 'shub-findings', Ids: ['findings'] }))),
  ],
  [
    'the rule lets nothing through',
    'EventBridge rule',
    'its pattern leaves out what Security Hub imports',
    'npm run deploy',
    () => eventBridge((c) => c.send(new PutRuleCommand({ Name: 'shub-findings', EventPattern: '{"source":["aws.guardduty"]}' }))),
  ],
  [
    'nothing has arrived for days',
    'Events',
    'guardduty 4 days ago',
    '/shub new',
    async () => {
      await world.clock.advance(96 * HOUR);
      await world.tick();
      await world.settle();
    },
  ],
  ['a queue is gone', 'Queues', 'there is no queue shub-admin', 'npm run deploy', () => deleteQueue('shub-admin')],
  ['messages were given up', 'Dead letters', '1 message in shub-actions-dead', 'redrive', () => dead('shub-actions-dead')],
  ['events could not be delivered', 'EventBridge rule', '1 message in shub-rule-dead', 'redrive', () => dead('shub-rule-dead')],
  [
    'the audit table is gone',
    'Tables',
    'shub-audit is missing',
    'DynamoDB console',
    () =>
      world.dynamodb.faults.add({
        operation: 'DescribeTable',
        when: ({ body }) => body.includes('shub-audit'),
        fault: {
          do: 'answer',
          answer: {
            status: 400,
            headers: { 'content-type': 'application/x-amz-json-1.0' },
            body: { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: 'Requested resource not found' },
          },
        },
      }),
  ],
  [
    'the policy was misspelt',
    'Policy',
    'Unrecognized key',
    'SHUB_POLICY',
    () => writeFile(world.policyFile, `${POLICY}\ndefaultChanel: C0X\n`),
  ],
  [
    'the token was revoked',
    'Slack token',
    'Slack refuses it: token_revoked',
    'SLACK_BOT_TOKEN',
    () => slackSays(world, 'auth.test', 'token_revoked'),
  ],
  [
    'a scope is missing',
    'Slack token',
    'lacks files:write',
    'manifest.yml',
    () => {
      world.slack.token.scopes = world.slack.token.scopes.filter((scope) => scope !== 'files:write');
    },
  ],
  [
    'a channel was archived',
    'Channels',
    '#sec-fallback is archived',
    'policy.yml',
    () => changeChannel(world, FALLBACK, { archived: true }),
  ],
  [
    'shub was put out of a channel',
    'Channels',
    'shub is not in #sec-fallback',
    '/invite @shub',
    () => changeChannel(world, FALLBACK, { members: [] }),
  ],
  [
    'a channel is shared',
    'Channels',
    'shared with another organisation',
    'policy.yml',
    () => changeChannel(world, FALLBACK, { shared: true }),
  ],
  [
    'a private channel is closed to us',
    'Channels',
    `sees no channel ${FALLBACK}`,
    '/invite @shub',
    () => changeChannel(world, FALLBACK, { kind: 'private', members: [] }),
  ],
  [
    'a card is not posted for an hour',
    'Delivery',
    'has been waiting for 1 hour',
    '/shub test',
    async () => {
      slackSays(world, 'chat.postMessage', 'restricted_action');
      await world.arrives(aGuardDutyAsff({ Id: 'another', CreatedAt: '2026-03-02T09:05:00.000Z' }));
      await world.clock.advance(HOUR);
      await world.tick();
      await world.settle();
    },
  ],
  ['the clock stands still', 'Clock', 'has not ticked for 2 hours', 'EventBridge Scheduler', () => world.clock.advance(2 * HOUR)],
  [
    'the topic is gone',
    'SNS topic',
    'there is no such topic',
    'npm run deploy',
    () =>
      world.sns.faults.add({
        operation: 'GetTopicAttributes',
        when: ({ body }) => body.toString().includes('alerts'),
        fault: {
          do: 'answer',
          answer: {
            status: 404,
            headers: { 'content-type': 'text/xml' },
            body: '<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error></ErrorResponse>',
          },
        },
      }),
  ],
  [
    'the topic of those who run shub is gone',
    'Operations topic',
    'there is no such topic',
    'npm run deploy',
    () =>
      world.sns.faults.add({
        operation: 'GetTopicAttributes',
        when: ({ body }) => body.toString().includes('operations'),
        fault: {
          do: 'answer',
          answer: {
            status: 404,
            headers: { 'content-type': 'text/xml' },
            body: '<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error></ErrorResponse>',
          },
        },
      }),
  ],
  [
    'the event bus is gone',
    'Event bus',
    'there is no such bus',
    'npm run deploy',
    () =>
      world.bus.faults.add({
        operation: 'DescribeEventBus',
        fault: {
          do: 'answer',
          answer: {
            status: 400,
            headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': 'ResourceNotFoundException' },
            body: { __type: 'ResourceNotFoundException', message: 'Event bus shub does not exist.' },
          },
        },
      }),
  ],
])('when %s, %s alone is red, with what to do', async (_, check, words, todo, breaks) => {
  await breaks();
  const text = await askHealth(world);
  expect(marked(text, '🔴')).toEqual([check]);
  expect(marked(text, '🟠')).toEqual([]);
  const [, fault = ''] = text.split('🔴').slice(1);
  expect(fault).toContain(words);
  expect(fault).toContain(`→ `);
  expect(fault.slice(fault.indexOf('→'))).toContain(todo);
});
