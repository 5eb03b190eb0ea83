import { afterEach, beforeEach, expect, test } from 'vitest';
import { violations } from '../slack/limits.ts';
import { aHealthyWorld, askHealth, changeChannel, healthAnswer, healthMessage, marked, slackSays } from '../support/health.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aHealthyWorld();
});
afterEach(() => world.stop());

test('when everything works there is one green line, and it says how long it took to find out', async () => {
  const text = await askHealth(world);
  expect(text).toContain('🟢 *Everything works*');
  expect(text).toMatch(
    /🟢 Security Hub, EventBridge rule, Events, Queues, Dead letters, Tables, Policy, Slack token, Channels, Delivery, Clock, SNS topic, Operations topic, Event bus/,
  );
  expect(text).toContain('Events: guardduty');
  expect(text).toMatch(/checked in \d+\.\d s/);
  expect(text).not.toMatch(/🔴|🟠/u);
  expect(violations({ text: healthMessage(world).text, blocks: healthMessage(world).blocks, attachments: [] })).toEqual([]);
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
  const text = await askHealth(world);
  expect(marked(text, '🔴')).toEqual([]);
  expect(marked(text, '🟠')).toContain(check);
  expect(text).toContain(`Allow \`${action}\` to shub`);
});

test('without sqs:GetQueueAttributes the queue is named that cannot be looked at', async () => {
  world.sqs.deny('sqs:GetQueueAttributes');
  const text = await askHealth(world);
  expect(marked(text, '🔴')).toEqual([]);
  expect(text).toMatch(/Allow `sqs:GetQueueAttributes on shub-\w+` to shub/);
});

test('without the scopes to look at channels, these are named', async () => {
  slackSays(world, 'conversations.info', 'missing_scope');
  const text = await askHealth(world);
  expect(marked(text, '🔴')).toEqual([]);
  expect(text).toContain('channels:read and groups:read');
});

test('a service that does not answer is red by itself, and does not keep the others from being told', async () => {
  world.bus.faults.add({ operation: 'DescribeRule', fault: { do: 'hang' } });
  const text = await askHealth(world);
  expect(marked(text, '🔴')).toEqual(['EventBridge rule']);
  expect(text).toContain('did not answer');
  expect(text).toContain('🟢 Security Hub,');
});

test('what is broken comes first, then what is odd, then what works', async () => {
  await world.stop();
  world = await aWorld();
  changeChannel(world, FALLBACK, { archived: true });
  await world.tick();
  const text = await askHealth(world);
  expect(text.indexOf('🔴 *Channels*')).toBeGreaterThan(0);
  expect(text.indexOf('🟠 *Events*')).toBeGreaterThan(text.indexOf('🔴 *Channels*'));
  expect(text.indexOf('🟢 Security Hub')).toBeGreaterThan(text.indexOf('🟠 *Events*'));
  expect(text).toContain('none has arrived since shub was installed');
  expect(text.split('\n')[0]).toBe('🔴 *1 thing is broken, 1 thing to look at*');
});

test('Check again looks anew and takes the place of what it said before', async () => {
  changeChannel(world, FALLBACK, { archived: true });
  expect(marked(await askHealth(world), '🔴')).toEqual(['Channels']);
  changeChannel(world, FALLBACK, { archived: false });
  await world.slack.as(PEOPLE.viewer).act({ channel: ALERTS, ts: healthMessage(world).ts }, { actionId: 'health:again' });
  await world.settle();
  expect(healthAnswer(world)).toContain('Everything works');
  expect(world.told(PEOPLE.viewer)).toHaveLength(1);
});

test('while nothing pages anybody, that is something to look at', async () => {
  const { ListSubscriptionsByTopicCommand, SNSClient, UnsubscribeCommand } = await import('@aws-sdk/client-sns');
  const client = new SNSClient({ region: world.config.region, endpoint: world.sns.url });
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: world.config.topics.alerts }));
  for (const { SubscriptionArn } of Subscriptions) await client.send(new UnsubscribeCommand({ SubscriptionArn }));
  client.destroy();
  const text = await askHealth(world);
  expect(marked(text, '🟠')).toEqual(['SNS topic']);
  expect(text).toContain('nobody has subscribed to shub-alerts');
});

test('while nobody has subscribed to the operations topic, nobody would hear that the token is refused, and that is said', async () => {
  const { ListSubscriptionsByTopicCommand, SNSClient, UnsubscribeCommand } = await import('@aws-sdk/client-sns');
  const client = new SNSClient({ region: world.config.region, endpoint: world.sns.url });
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: world.config.topics.operations }));
  for (const { SubscriptionArn } of Subscriptions) await client.send(new UnsubscribeCommand({ SubscriptionArn }));
  client.destroy();
  const text = await askHealth(world);
  expect(marked(text, '🟠')).toEqual(['Operations topic']);
  expect(text).toContain('nobody has subscribed to shub-operations');
});

test('a pause is told, so that silence is not taken for peace', async () => {
  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub pause');
  await world.settle();
  const text = await askHealth(world);
  expect(marked(text, '🟠')).toEqual(['Delivery']);
  expect(text).toContain('/shub resume');
});

test.each(['nobody', 'guest', 'foreign'] as const)('a %s is not told how shub is', async (who) => {
  const { body } = await world.slack.as(PEOPLE[who]).command(ALERTS, '/shub health');
  expect(JSON.stringify(body)).toContain('Nothing was done');
});
