import { AuthorizationErrorException, InvalidParameterException, PublishCommand, ThrottledException } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorAnswer } from '../../../../src/sandbox/aws/sns/sns-error.ts';
import { type SnsUnderTest, snsUnderTest, text } from './start.ts';

let under: SnsUnderTest;
beforeEach(async () => {
  under = await snsUnderTest();
});
afterEach(() => under.stop());

test('what is published is in the inbox as it was sent', async () => {
  const { MessageId } = await under.publish({
    Message: 'Grüße & <b>世界</b> 🚨\r\n+1',
    Subject: 'CRITICAL: root login (1/2)',
    MessageAttributes: { severity: text('CRITICAL'), count: { DataType: 'Number', StringValue: '2' } },
  });
  expect(under.sns.inbox).toEqual([
    {
      at: under.clock.now(),
      topicArn: under.topic,
      messageId: MessageId,
      subject: 'CRITICAL: root login (1/2)',
      message: 'Grüße & <b>世界</b> 🚨\r\n+1',
      attributes: { severity: 'CRITICAL', count: '2' },
    },
  ]);
});

test('a target ARN will do, and a subject is not needed', async () => {
  await under.client.send(new PublishCommand({ TargetArn: under.topic, Message: 'm' }));
  expect(under.sns.inbox[0]).toMatchObject({ message: 'm' });
  expect(under.sns.inbox[0]).not.toHaveProperty('subject');
});

test.each([
  ['no topic', { TopicArn: undefined }, 'TopicArn or TargetArn'],
  ['a topic that is no ARN', { TopicArn: 'alerts' }, 'An ARN must have at least 6 elements, not 1'],
  ['a telephone number', { TopicArn: undefined, PhoneNumber: '+491234' }, 'the sandbox sends no SMS'],
  ['an empty message', { Message: '' }, 'Empty message'],
  ['a message over 256 KB', { Message: 'x'.repeat(262_145) }, 'Message too long'],
  ['a message over 256 KB with its attributes', { Message: 'x'.repeat(262_140), MessageAttributes: { a: text('b') } }, 'Message too long'],
  ['an empty subject', { Subject: '' }, 'Subject'],
  ['a subject of 100 characters', { Subject: 'x'.repeat(100) }, 'Subject'],
  ['a subject with a line break', { Subject: 'a\nb' }, 'Subject'],
  ['a subject that begins with a space', { Subject: ' a' }, 'Subject'],
  ['a subject that is not ASCII', { Subject: 'Über' }, 'Subject'],
  ['an attribute without a value', { MessageAttributes: { a: { DataType: 'String' } } }, 'non-empty message attribute value'],
  ['an attribute of no type', { MessageAttributes: { a: { DataType: 'Date', StringValue: '1' } } }, 'invalid message attribute type'],
  ['a number that is none', { MessageAttributes: { a: { DataType: 'Number', StringValue: 'x' } } }, 'to number'],
  ['an attribute name with a space', { MessageAttributes: { 'a b': text('1') } }, "attribute name 'a b' is invalid"],
  ['a structure that is not JSON', { MessageStructure: 'json', Message: 'm' }, 'JSON message body failed to parse'],
  ['a structure without a default', { MessageStructure: 'json', Message: '{"sqs":"m"}' }, 'No default entry'],
])('%s is refused', async (_, input, message) => {
  const publishing = under.publish(input);
  await expect(publishing).rejects.toThrow(InvalidParameterException);
  await expect(publishing).rejects.toThrow(message);
  expect(under.sns.inbox).toEqual([]);
});

test('a subject of 99 characters is fine', async () => {
  await under.publish({ Subject: 'x'.repeat(99) });
  expect(under.sns.inbox).toHaveLength(1);
});

test('AWS can refuse: not authorised, too fast', async () => {
  const refuse = (code: 'AuthorizationError' | 'Throttled') =>
    under.sns.faults.add({ operation: 'Publish', times: 1, fault: { do: 'answer', answer: errorAnswer({ code, message: 'no' }) } });
  refuse('AuthorizationError');
  refuse('Throttled');
  await expect(under.publish()).rejects.toThrow(AuthorizationErrorException);
  await expect(under.publish()).rejects.toThrow(ThrottledException);
  expect(under.sns.inbox).toEqual([]);
});
