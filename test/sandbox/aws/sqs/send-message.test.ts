import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  EmptyBatchRequest,
  InvalidBatchEntryId,
  InvalidMessageContents,
  QueueDoesNotExist,
  SendMessageBatchCommand,
  SendMessageCommand,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SECOND, type SqsUnderTest, sqsUnderTest } from './start.ts';

let under: SqsUnderTest;
let url: string;
beforeEach(async () => {
  under = await sqsUnderTest();
  url = under.sqs.create('findings').url;
});
afterEach(() => under.stop());

const MEBIBYTE = 1_048_576;
const entry = (Id: string, MessageBody = Id) => ({ Id, MessageBody });

test('a message arrives as it was sent, and the client agrees with its digests', async () => {
  const sent = await under.client.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: 'Grüße, 世界 🚨\n',
      MessageGroupId: 'C1',
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'wake' },
        weight: { DataType: 'Number', StringValue: '7' },
        raw: { DataType: 'Binary', BinaryValue: Uint8Array.from([1, 2, 3]) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5759e988-bd862e3fe1be46a994272793' } },
    }),
  );
  const [message] = await under.receive(url, { MessageAttributeNames: ['All'] });
  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: 'Grüße, 世界 🚨\n',
    Attributes: {
      MessageGroupId: 'C1',
      AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
      SentTimestamp: String(under.clock.now()),
      ApproximateReceiveCount: '1',
    },
    MessageAttributes: { kind: { StringValue: 'wake' }, raw: { BinaryValue: Uint8Array.from([1, 2, 3]) } },
  });
  expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
});

test('the digest of attributes is the one AWS computes', async () => {
  // Worked out by hand from the developer guide: 4-byte lengths, names sorted, 1 for a string.
  const sent = await under.client.send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: 'x', MessageAttributes: { b: { DataType: 'String', StringValue: 'd' } } }),
  );
  const { createHash } = await import('node:crypto');
  const bytes = Buffer.from('\0\0\0\x01b\0\0\0\x06String\x01\0\0\0\x01d', 'latin1');
  expect(sent.MD5OfMessageAttributes).toBe(createHash('md5').update(bytes).digest('hex'));
});

test('a delayed message is seen only after its delay', async () => {
  await under.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'later', DelaySeconds: 30 }));
  expect(under.sqs.queues()[0]).toMatchObject({ visible: 0, delayed: 1 });
  await under.clock.advance(29 * SECOND);
  expect(await under.receive(url)).toEqual([]);
  await under.clock.advance(SECOND);
  expect(await under.receive(url)).toMatchObject([{ Body: 'later' }]);
});

test('a message nobody took is gone after fourteen days', async () => {
  await under.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'old' }));
  await under.clock.advance(14 * 86_400 * SECOND - 1);
  expect(under.sqs.queues()[0]).toMatchObject({ visible: 1, oldest: 14 * 86_400 * SECOND - 1 });
  await under.clock.advance(1);
  expect(under.sqs.peek('findings')).toEqual([]);
});

test.each([
  ['to nowhere', { QueueUrl: 'http://127.0.0.1/1/nowhere', MessageBody: 'x' }, 'QueueDoesNotExist'],
  ['without a queue', { QueueUrl: undefined, MessageBody: 'x' }, 'MissingParameter'],
  ['without a body', { MessageBody: '' }, 'MissingParameter'],
  ['with a control character', { MessageBody: 'bell \u0007' }, 'InvalidMessageContents'],
  ['with U+FFFF', { MessageBody: '\uFFFF' }, 'InvalidMessageContents'],
  ['over 1 MiB', { MessageBody: 'x'.repeat(MEBIBYTE + 1) }, 'InvalidParameterValue'],
  ['delayed by 15 minutes and a second', { MessageBody: 'x', DelaySeconds: 901 }, 'InvalidParameterValue'],
  ['with a deduplication id', { MessageBody: 'x', MessageDeduplicationId: 'd' }, 'InvalidParameterValue'],
  ['with an attribute without a value', { MessageBody: 'x', MessageAttributes: { a: { DataType: 'String' } } }, 'InvalidParameterValue'],
  [
    'with an attribute of no type',
    { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Date', StringValue: '1' } } },
    'InvalidParameterValue',
  ],
  [
    'with a number that is none',
    { MessageBody: 'x', MessageAttributes: { a: { DataType: 'Number', StringValue: 'many' } } },
    'InvalidParameterValue',
  ],
  [
    'with a reserved attribute name',
    { MessageBody: 'x', MessageAttributes: { 'AWS.a': { DataType: 'String', StringValue: '1' } } },
    'InvalidParameterValue',
  ],
])('a message %s is refused', async (_, input, name) => {
  await expect(under.client.send(new SendMessageCommand({ QueueUrl: url, ...input }))).rejects.toMatchObject({ name });
  expect(under.sqs.peek('findings')).toEqual([]);
});

test('eleven attributes are one too many', async () => {
  const attributes = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, { DataType: 'String', StringValue: 'x' }]));
  const sending = under.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x', MessageAttributes: attributes }));
  await expect(sending).rejects.toThrow('Number of message attributes [11] exceeds the allowed maximum [10].');
});

test('typed errors of the client are the documented ones', async () => {
  await expect(under.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '\u0000' }))).rejects.toThrow(InvalidMessageContents);
  await expect(under.client.send(new SendMessageCommand({ QueueUrl: `${url}x`, MessageBody: 'x' }))).rejects.toThrow(QueueDoesNotExist);
});

test('in a batch one message can fail alone', async () => {
  const { Successful, Failed } = await under.client.send(
    new SendMessageBatchCommand({ QueueUrl: url, Entries: [entry('good'), entry('bad', '\u0000'), entry('fine')] }),
  );
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good', 'fine']);
  expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidMessageContents' }]);
  expect(under.sqs.peek('findings')).toEqual(['good', 'fine']);
});

test.each([
  ['nothing', [], EmptyBatchRequest],
  ['eleven messages', Array.from({ length: 11 }, (_, i) => entry(`m${i}`)), TooManyEntriesInBatchRequest],
  ['the same id twice', [entry('a'), entry('a')], BatchEntryIdsNotDistinct],
  ['an id with a space', [entry('a b')], InvalidBatchEntryId],
  ['more than 1 MiB together', [entry('a', 'x'.repeat(600_000)), entry('b', 'x'.repeat(600_000))], BatchRequestTooLong],
])('a batch of %s is refused as a whole', async (_, Entries, error) => {
  await expect(under.client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toThrow(error);
  expect(under.sqs.peek('findings')).toEqual([]);
});
