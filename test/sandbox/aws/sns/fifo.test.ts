import {
  CreateTopicCommand,
  InvalidParameterException,
  PublishCommand,
  type PublishCommandInput,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { arnOf, QUEUE, type SnsUnderTest, snsUnderTest } from './start.ts';

const MINUTE = 60_000;
let under: SnsUnderTest;
beforeEach(async () => {
  under = await snsUnderTest();
  await under.client.send(new CreateTopicCommand({ Name: 'pages.fifo', Attributes: { FifoTopic: 'true' } }));
});
afterEach(() => under.stop());

const publish = (input: Partial<PublishCommandInput> = {}, TopicArn = arnOf('pages.fifo')) =>
  under.client.send(
    new PublishCommand({ TopicArn, Message: 'm', MessageGroupId: 'account-1', MessageDeduplicationId: 'finding-1', ...input }),
  );

test('the same message within five minutes is accepted and not sent again', async () => {
  const first = await publish();
  await under.clock.advance(5 * MINUTE - 1);
  const again = await publish({ Message: 'other words' });
  expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  expect(under.sns.inbox).toMatchObject([{ message: 'm', group: 'account-1' }]);

  await under.clock.advance(1);
  const late = await publish();
  expect(late.MessageId).not.toBe(first.MessageId);
  expect(BigInt(late.SequenceNumber ?? 0) > BigInt(first.SequenceNumber ?? 0)).toBe(true);
  expect(under.sns.inbox).toHaveLength(2);
});

test('with deduplication by content the text itself is compared', async () => {
  const Attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'true' };
  await under.client.send(new CreateTopicCommand({ Name: 'texts.fifo', Attributes }));
  const say = (Message: string) => publish({ Message, MessageDeduplicationId: undefined }, arnOf('texts.fifo'));
  await say('one');
  await say('one');
  await say('two');
  expect(under.sns.inbox.map(({ message }) => message)).toEqual(['one', 'two']);
});

test.each([
  ['without a group', { MessageGroupId: undefined }, 'MessageGroupId parameter is required'],
  ['without anything to tell it from others', { MessageDeduplicationId: undefined }, 'ContentBasedDeduplication enabled or'],
  ['to a group of two words', { MessageGroupId: 'account 1' }, 'MessageGroupId'],
  ['with an id of 129 characters', { MessageDeduplicationId: 'x'.repeat(129) }, 'MessageDeduplicationId'],
])('a message %s is refused', async (_, input, message) => {
  await expect(publish(input)).rejects.toThrow(InvalidParameterException);
  await expect(publish(input)).rejects.toThrow(message);
  expect(under.sns.inbox).toEqual([]);
});

test('a standard topic takes a group and no deduplication', async () => {
  await expect(publish({}, under.topic)).rejects.toThrow('not valid for this topic type');
  const sent = await publish({ MessageDeduplicationId: undefined }, under.topic);
  expect(sent.SequenceNumber).toBeUndefined();
  expect(under.sns.inbox).toHaveLength(1);
});

test('only queues subscribe to a FIFO topic', async () => {
  const subscribe = (Protocol: string, Endpoint: string) =>
    under.client.send(new SubscribeCommand({ TopicArn: under.sns.create('mail.fifo').arn, Protocol, Endpoint }));
  await expect(subscribe('email', 'ops@example.com')).rejects.toThrow('Invalid protocol type: email');
  await subscribe('sqs', QUEUE);
  await publish({}, arnOf('mail.fifo'));
  expect(under.delivered).toMatchObject([{ to: QUEUE }]);
});
