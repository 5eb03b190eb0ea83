import {
  GetTopicAttributesCommand,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { account, QUEUE, type SnsUnderTest, snsUnderTest, text } from './start.ts';

let under: SnsUnderTest;
beforeEach(async () => {
  under = await snsUnderTest();
});
afterEach(() => under.stop());

test('a queue is confirmed at once and gets what is published, in the envelope of SNS', async () => {
  const { SubscriptionArn } = await under.subscribe('sqs', QUEUE);
  expect(SubscriptionArn).toContain(`${under.topic}:`);
  expect(await under.subscribe('sqs', QUEUE)).toMatchObject({ SubscriptionArn });
  const { MessageId } = await under.publish({ Subject: 's', MessageAttributes: { a: text('b') } });
  expect(under.delivered.map(({ to, body }) => ({ to, body: JSON.parse(body) }))).toEqual([
    {
      to: QUEUE,
      body: {
        Type: 'Notification',
        MessageId,
        TopicArn: under.topic,
        Subject: 's',
        Message: 'm',
        Timestamp: '2026-11-02T09:00:00.000Z',
        MessageAttributes: { a: { Type: 'String', Value: 'b' } },
      },
    },
  ]);
});

test('raw delivery is the message alone, with its attributes', async () => {
  await under.subscribe('sqs', QUEUE, { RawMessageDelivery: 'true' });
  await under.publish({ MessageAttributes: { a: text('b') } });
  expect(under.delivered).toEqual([{ to: QUEUE, body: 'm', attributes: { a: 'b' } }]);
});

test('a structured message has its own text for queues', async () => {
  await under.subscribe('sqs', QUEUE, { RawMessageDelivery: 'true' });
  await under.publish({ MessageStructure: 'json', Message: JSON.stringify({ default: 'short', sqs: 'long' }) });
  expect(under.delivered).toMatchObject([{ body: 'long' }]);
  expect(under.sns.inbox).toMatchObject([{ message: 'short' }]);
});

test('mail and web subscribers wait to be confirmed and get nothing', async () => {
  expect(await under.subscribe('email', 'ops@example.com')).toMatchObject({ SubscriptionArn: 'pending confirmation' });
  const known = await under.client.send(
    new SubscribeCommand({ TopicArn: under.topic, Protocol: 'https', Endpoint: 'https://example.com/hook', ReturnSubscriptionArn: true }),
  );
  expect(known.SubscriptionArn).toContain(`${under.topic}:`);
  await under.publish();
  expect(under.delivered).toEqual([]);
  const { Subscriptions } = await under.client.send(new ListSubscriptionsByTopicCommand({ TopicArn: under.topic }));
  expect(Subscriptions).toMatchObject([
    { SubscriptionArn: 'PendingConfirmation', Protocol: 'email', Endpoint: 'ops@example.com', Owner: account, TopicArn: under.topic },
    { SubscriptionArn: 'PendingConfirmation', Protocol: 'https' },
  ]);
  const { Attributes } = await under.client.send(new GetTopicAttributesCommand({ TopicArn: under.topic }));
  expect(Attributes).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsPending: '2' });
});

test('who unsubscribes gets nothing more, and cannot do it twice', async () => {
  const { SubscriptionArn } = await under.subscribe('sqs', QUEUE);
  await under.client.send(new UnsubscribeCommand({ SubscriptionArn }));
  await under.publish();
  expect(under.delivered).toEqual([]);
  await expect(under.client.send(new UnsubscribeCommand({ SubscriptionArn }))).rejects.toThrow(NotFoundException);
});

test.each([
  ['one of several values', { severity: ['HIGH', 'CRITICAL'] }, { severity: text('HIGH') }, { severity: text('LOW') }],
  ['a prefix', { account: [{ prefix: '11' }] }, { account: text('1122') }, { account: text('2211') }],
  ['a number', { count: [{ numeric: ['>', 1] }] }, { count: { DataType: 'Number', StringValue: '2' } }, { count: text('2') }],
  ['one of a list', { tags: ['b'] }, { tags: { DataType: 'String.Array', StringValue: '["a","b"]' } }, { tags: text('["a","b"]') }],
  ['all of its keys', { a: ['1'], b: [{ 'anything-but': '2' }] }, { a: text('1'), b: text('3') }, { a: text('1') }],
  ['an absence', { test: [{ exists: false }] }, { other: text('x') }, { test: text('x') }],
])('a filter policy that wants %s lets nothing else through', async (_, policy, wanted, unwanted) => {
  await under.subscribe('sqs', QUEUE, { FilterPolicy: JSON.stringify(policy), RawMessageDelivery: 'true' });
  await under.publish({ Message: 'wanted', MessageAttributes: wanted });
  await under.publish({ Message: 'unwanted', MessageAttributes: unwanted });
  expect(under.delivered.map(({ body }) => body)).toEqual(['wanted']);
});

test.each([
  ['an unknown protocol', 'sms', '+491234', undefined],
  ['a queue that is no ARN', 'sqs', 'alerts', undefined],
  ['a web address without TLS', 'https', 'http://example.com', undefined],
  ['a mail address that is none', 'email', 'ops', undefined],
  ['a filter policy that is not JSON', 'sqs', QUEUE, { FilterPolicy: '{' }],
  ['a nested filter policy', 'sqs', QUEUE, { FilterPolicy: '{"a":{"b":["c"]}}' }],
  ['a filter policy of six keys', 'sqs', QUEUE, { FilterPolicy: JSON.stringify(Object.fromEntries([...'abcdef'].map((k) => [k, ['x']]))) }],
  ['a filter on the body', 'sqs', QUEUE, { FilterPolicyScope: 'MessageBody' }],
  ['an attribute that is not emulated', 'sqs', QUEUE, { RedrivePolicy: '{}' }],
])('subscribing with %s is refused', async (_, protocol, endpoint, attributes) => {
  await expect(under.subscribe(protocol, endpoint, attributes)).rejects.toThrow(InvalidParameterException);
  await under.publish();
  expect(under.delivered).toEqual([]);
});

test('subscribing again with other attributes is refused', async () => {
  await under.subscribe('sqs', QUEUE);
  await expect(under.subscribe('sqs', QUEUE, { RawMessageDelivery: 'true' })).rejects.toThrow('already exists with different attributes');
});
