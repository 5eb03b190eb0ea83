import { writeFile } from 'node:fs/promises';
import { DisableRuleCommand, EventBridgeClient, PutRuleCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { BatchEnableStandardsCommand, DisableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { DeleteQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { violations } from '../slack/limits.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
/** Everything as it should be: something has arrived, and the clock ticks. */
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.tick();
  await world.settle();
});
afterEach(() => world.stop());

const FSBP = 'arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0';
const HOUR = 3600_000;

async function asks(who: string = PEOPLE.viewer): Promise<string> {
  await world.slack.as(who).command(ALERTS, '/shub health');
  await world.settle();
  return answer(who);
}
function message(who: string) {
  const found = world.slack.state.messages.get(ALERTS)?.findLast((each) => each.ephemeralFor === who && !each.deleted);
  if (!found) throw new Error('nothing was answered');
  return found;
}
const answer = (who: string = PEOPLE.viewer): string => textsIn(message(who).blocks).join('\n');
const named = (text: string, mark: string): string[] =>
  [...text.matchAll(new RegExp(`${mark} \\*([^*]+)\\* `, 'gu'))].map(([, name = '']) => name);

async function eventBridge(command: DisableRuleCommand | PutRuleCommand | RemoveTargetsCommand): Promise<void> {
  const client = new EventBridgeClient({ region: world.config.region, endpoint: world.bus.url });
  if (command instanceof DisableRuleCommand) await client.send(command);
  else if (command instanceof PutRuleCommand) await client.send(command);
  else await client.send(command);
  client.destroy();
}
async function deleteQueue(QueueName: string): Promise<void> {
  const client = new SQSClient({ region: world.config.region, endpoint: world.sqs.url });
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  await client.send(new DeleteQueueCommand({ QueueUrl }));
  client.destroy();
}
async function securityHub(use: (client: SecurityHubClient) => Promise<unknown>): Promise<void> {
  const client = new SecurityHubClient({ region: world.config.region, endpoint: world.hub.url });
  await use(client);
  client.destroy();
}
const channel = (state: object, id = FALLBACK) => Object.assign(world.slack.state.channels.get(id) ?? {}, state);
const slackSays = (operation: string, error: string) =>
  world.slack.faults.add({ operation, fault: { do: 'answer', answer: { status: 200, body: { ok: false, error } } } });
const dead = (name: string) => world.sqs.accept(`arn:aws:sqs:eu-west-1:111122223333:${name}`, '{}');

test('when everything works there is one green line, and it says how long it took to find out', async () => {
  const text = await asks();
  expect(text).toContain('🟢 *Everything works*');
  expect(text).toMatch(
    /🟢 Security Hub, EventBridge rule, Events, Queues, Dead letters, Tables, Policy, Slack token, Channels, Delivery, Clock, SNS topic, Event bus/,
  );
  expect(text).toContain('Events: guardduty');
  expect(text).toMatch(/checked in \d+\.\d s/);
  expect(text).not.toMatch(/🔴|🟠/u);
  expect(violations({ text: message(PEOPLE.viewer).text, blocks: message(PEOPLE.viewer).blocks, attachments: [] })).toEqual([]);
});

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
    () => eventBridge(new DisableRuleCommand({ Name: 'shub-findings' })),
  ],
  [
    'the rule leads elsewhere',
    'EventBridge rule',
    'does not send to the queue that shub reads',
    'npm run deploy',
    () => eventBridge(new RemoveTargetsCommand({ Rule: 'shub-findings', Ids: ['findings'] })),
  ],
  [
    'the rule lets nothing through',
    'EventBridge rule',
    'its pattern leaves out what Security Hub imports',
    'npm run deploy',
    () => eventBridge(new PutRuleCommand({ Name: 'shub-findings', EventPattern: '{"source":["aws.guardduty"]}' })),
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
    () => slackSays('auth.test', 'token_revoked'),
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
  ['a channel was archived', 'Channels', '#sec-fallback is archived', 'policy.yml', () => channel({ archived: true })],
  ['shub was put out of a channel', 'Channels', 'shub is not in #sec-fallback', '/invite @shub', () => channel({ members: [] })],
  ['a channel is shared', 'Channels', 'shared with another organisation', 'policy.yml', () => channel({ shared: true })],
  [
    'a private channel is closed to us',
    'Channels',
    `sees no channel ${FALLBACK}`,
    '/invite @shub',
    () => channel({ kind: 'private', members: [] }),
  ],
  [
    'a card is not posted for an hour',
    'Delivery',
    'has been waiting for 1 hour',
    '/shub test',
    async () => {
      slackSays('chat.postMessage', 'restricted_action');
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
  const text = await asks();
  expect(named(text, '🔴')).toEqual([check]);
  expect(named(text, '🟠')).toEqual([]);
  const [, fault = ''] = text.split('🔴').slice(1);
  expect(fault).toContain(words);
  expect(fault).toContain(`→ `);
  expect(fault.slice(fault.indexOf('→'))).toContain(todo);
});

test.each([
  ['securityhub:DescribeHub', 'Security Hub', () => world.hub],
  ['securityhub:GetEnabledStandards', 'Standards', () => world.hub],
  ['events:DescribeRule', 'EventBridge rule', () => world.bus],
  ['events:ListTargetsByRule', 'EventBridge rule', () => world.bus],
  ['events:DescribeEventBus', 'Event bus', () => world.bus],
  ['sns:GetTopicAttributes', 'SNS topic', () => world.sns],
  ['dynamodb:DescribeTable', 'Tables', () => world.dynamodb],
] as const)('without %s, %s cannot be told, and the action is named', async (action, check, emulator) => {
  emulator().deny(action);
  const text = await asks();
  expect(named(text, '🔴')).toEqual([]);
  expect(named(text, '🟠')).toContain(check);
  expect(text).toContain(`Allow \`${action}\` to shub`);
});

test('without sqs:GetQueueAttributes the queue is named that cannot be looked at', async () => {
  world.sqs.deny('sqs:GetQueueAttributes');
  const text = await asks();
  expect(named(text, '🔴')).toEqual([]);
  expect(text).toMatch(/Allow `sqs:GetQueueAttributes on shub-\w+` to shub/);
});

test('without the scopes to look at channels, these are named', async () => {
  slackSays('conversations.info', 'missing_scope');
  const text = await asks();
  expect(named(text, '🔴')).toEqual([]);
  expect(text).toContain('channels:read and groups:read');
});

test('a service that does not answer is red by itself, and does not keep the others from being told', async () => {
  world.bus.faults.add({ operation: 'DescribeRule', fault: { do: 'hang' } });
  const text = await asks();
  expect(named(text, '🔴')).toEqual(['EventBridge rule']);
  expect(text).toContain('did not answer');
  expect(text).toContain('🟢 Security Hub,');
});

test('what is broken comes first, then what is odd, then what works', async () => {
  await world.stop();
  world = await aWorld();
  channel({ archived: true });
  await world.tick();
  const text = await asks();
  expect(text.indexOf('🔴 *Channels*')).toBeGreaterThan(0);
  expect(text.indexOf('🟠 *Events*')).toBeGreaterThan(text.indexOf('🔴 *Channels*'));
  expect(text.indexOf('🟢 Security Hub')).toBeGreaterThan(text.indexOf('🟠 *Events*'));
  expect(text).toContain('none has arrived since shub was installed');
  expect(text.split('\n')[0]).toBe('🔴 *1 thing is broken, 1 thing to look at*');
});

test('Check again looks anew and takes the place of what it said before', async () => {
  channel({ archived: true });
  expect(named(await asks(), '🔴')).toEqual(['Channels']);
  channel({ archived: false });
  await world.slack.as(PEOPLE.viewer).act({ channel: ALERTS, ts: message(PEOPLE.viewer).ts }, { actionId: 'health:again' });
  await world.settle();
  expect(answer()).toContain('Everything works');
  expect(world.told(PEOPLE.viewer)).toHaveLength(1);
});

test('while nothing pages anybody, that is something to look at', async () => {
  const { ListSubscriptionsByTopicCommand, SNSClient, UnsubscribeCommand } = await import('@aws-sdk/client-sns');
  const client = new SNSClient({ region: world.config.region, endpoint: world.sns.url });
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: world.config.topics.alerts }));
  for (const { SubscriptionArn } of Subscriptions) await client.send(new UnsubscribeCommand({ SubscriptionArn }));
  client.destroy();
  const text = await asks();
  expect(named(text, '🟠')).toEqual(['SNS topic']);
  expect(text).toContain('nobody has subscribed to shub-alerts');
});

test('a pause is told, so that silence is not taken for peace', async () => {
  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub pause');
  await world.settle();
  const text = await asks();
  expect(named(text, '🟠')).toEqual(['Delivery']);
  expect(text).toContain('/shub resume');
});

test.each(['nobody', 'guest', 'foreign'] as const)('a %s is not told how shub is', async (who) => {
  const { body } = await world.slack.as(PEOPLE[who]).command(ALERTS, '/shub health');
  expect(JSON.stringify(body)).toContain('Nothing was done');
});
