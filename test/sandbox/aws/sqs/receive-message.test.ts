import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  MessageNotInflight,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SECOND, type SqsUnderTest, sqsUnderTest, until } from './start.ts';

let under: SqsUnderTest;
let url: string;
let arn: string;
beforeEach(async () => {
  under = await sqsUnderTest();
  ({ url, arn } = under.sqs.create('findings', { maxReceive: 2, visibilityMs: 60 * SECOND }));
});
afterEach(() => under.stop());

const counts = (name = 'findings') => under.sqs.queues().find((queue) => queue.name === name);

test('a message being worked on is hidden until its visibility times out, then seen again and counted', async () => {
  under.sqs.accept(arn, 'one');
  const [first] = await under.receive(url);
  expect(await under.receive(url)).toEqual([]);
  expect(counts()).toMatchObject({ visible: 0, inFlight: 1 });
  await under.clock.advance(60 * SECOND);
  const [second] = await under.receive(url);
  expect(second).toMatchObject({ MessageId: first?.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
  expect(second?.Attributes?.ApproximateFirstReceiveTimestamp).toBe(first?.Attributes?.ApproximateFirstReceiveTimestamp);
});

test('after its last receive a message goes to the dead-letter queue with its id and age', async () => {
  under.sqs.accept(arn, 'poison', { RULE: 'r' });
  const [received] = await under.receive(url);
  for (const _ of [1, 2]) {
    await under.clock.advance(60 * SECOND);
    await under.receive(url);
  }
  expect(counts()).toMatchObject({ visible: 0, inFlight: 0 });
  const [dead] = await under.receive(counts('findings-dead')?.url ?? '', { MessageAttributeNames: ['RU.*', 'RULE'] });
  expect(dead).toMatchObject({
    MessageId: received?.MessageId,
    Body: 'poison',
    Attributes: { DeadLetterQueueSourceArn: arn, SentTimestamp: received?.Attributes?.SentTimestamp },
    MessageAttributes: { RULE: { StringValue: 'r' } },
  });
});

test('ten messages come at once at most, each once, and only the attributes asked for', async () => {
  for (let i = 0; i < 12; i++) under.sqs.accept(arn, `m${i}`, { 'shub.kind': 'a', other: 'b' });
  const messages = await under.receive(url, {
    MaxNumberOfMessages: 10,
    MessageAttributeNames: ['shub.*'],
    MessageSystemAttributeNames: [],
  });
  expect(messages.map(({ Body }) => Body)).toEqual(Array.from({ length: 10 }, (_, i) => `m${i}`));
  expect(messages[0]?.Attributes).toBeUndefined();
  expect(Object.keys(messages[0]?.MessageAttributes ?? {})).toEqual(['shub.kind']);
  expect((await under.receive(url, { MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual(['m10', 'm11']);
});

test('a long poll is idle, and answered at once when a message is sent', async () => {
  const poll = under.receive(url, { WaitTimeSeconds: 20 });
  await under.parked(1);
  expect(under.sqs.busy()).toBe(0);
  await under.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'news' }));
  expect(await poll).toMatchObject([{ Body: 'news' }]);
});

test('of two long polls one gets the message and the other goes on waiting', async () => {
  const answered: string[] = [];
  const poll = async (name: string) => {
    const [message] = await under.receive(url, { WaitTimeSeconds: 20 });
    answered.push(`${name} ${message?.Body}`);
  };
  const both = Promise.all([poll('a'), poll('b')]);
  await under.parked(2);
  under.sqs.accept(arn, 'one');
  expect(under.sqs.busy()).toBe(2); // woken within the call, so that nobody sees a moment of quiet
  await until(() => answered.length === 1 && under.sqs.busy() === 0);
  under.sqs.accept(arn, 'two');
  await both;
  expect(answered.map((line) => line.slice(2)).sort()).toEqual(['one', 'two']);
});

test('a long poll is answered when the clock makes a hidden message visible', async () => {
  under.sqs.accept(arn, 'again');
  await under.receive(url);
  const poll = under.receive(url, { WaitTimeSeconds: 20 });
  await under.parked(2);
  await under.clock.advance(60 * SECOND);
  expect(await poll).toMatchObject([{ Body: 'again' }]);
});

test('a long poll on an empty queue ends empty in real time, though the clock stands still', async () => {
  expect(await under.receive(url, { WaitTimeSeconds: 1 })).toEqual([]);
});

test('a long poll whose client has died takes no message', async () => {
  const dying = new AbortController();
  const poll = under.client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), { abortSignal: dying.signal });
  await under.parked(1);
  dying.abort();
  await expect(poll).rejects.toThrow();
  await until(() => under.sqs.calls.some(({ operation }) => operation === 'ReceiveMessage'));
  under.sqs.accept(arn, 'for the living');
  expect(await under.receive(url)).toMatchObject([{ Body: 'for the living' }]);
});

test('a deleted message never comes back; deleting it twice is fine', async () => {
  under.sqs.accept(arn, 'one');
  const [message] = await under.receive(url);
  const deletion = new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle });
  await under.client.send(deletion);
  await under.client.send(deletion);
  await under.clock.advance(60 * SECOND);
  expect(await under.receive(url)).toEqual([]);
});

test('the receipt of an earlier receive deletes nothing', async () => {
  under.sqs.accept(arn, 'one');
  const [first] = await under.receive(url);
  await under.clock.advance(60 * SECOND);
  await under.receive(url);
  await under.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
  expect(under.sqs.peek('findings')).toEqual(['one']);
});

test('a receipt of nothing is invalid, alone and in a batch', async () => {
  under.sqs.accept(arn, 'one');
  const [message] = await under.receive(url);
  const forged = { QueueUrl: url, ReceiptHandle: 'forged' };
  await expect(under.client.send(new DeleteMessageCommand(forged))).rejects.toThrow(ReceiptHandleIsInvalid);
  await expect(under.client.send(new ChangeMessageVisibilityCommand({ ...forged, VisibilityTimeout: 1 }))).rejects.toThrow(
    ReceiptHandleIsInvalid,
  );
  const other = under.sqs.create('other');
  await expect(under.client.send(new DeleteMessageCommand({ QueueUrl: other.url, ReceiptHandle: message?.ReceiptHandle }))).rejects.toThrow(
    ReceiptHandleIsInvalid,
  );
  const batch = await under.client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: url,
      Entries: [
        { Id: 'a', ReceiptHandle: message?.ReceiptHandle },
        { Id: 'b', ReceiptHandle: 'forged' },
      ],
    }),
  );
  expect(batch).toMatchObject({ Successful: [{ Id: 'a' }], Failed: [{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }] });
  expect(under.sqs.peek('findings')).toEqual([]);
});

test('visibility 0 gives a message back at once, a longer one keeps it hidden', async () => {
  under.sqs.accept(arn, 'one');
  const [first] = await under.receive(url);
  await under.client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 }));
  const [second] = await under.receive(url);
  expect(second?.Body).toBe('one');
  await under.client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle, VisibilityTimeout: 300 }),
  );
  await under.clock.advance(299 * SECOND);
  expect(counts()).toMatchObject({ visible: 0, inFlight: 1 });
  await under.clock.advance(SECOND);
  expect(counts()).toMatchObject({ visible: 1, inFlight: 0 });
});

test('visibility cannot be changed for a message that is not in flight, or beyond twelve hours', async () => {
  under.sqs.accept(arn, 'one');
  const [message] = await under.receive(url);
  const change = (VisibilityTimeout: number) =>
    under.client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout }));
  await expect(change(43_201)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await under.clock.advance(SECOND);
  await expect(change(43_200)).rejects.toThrow('Total VisibilityTimeout for the message is beyond the limit');
  await under.clock.advance(59 * SECOND);
  await expect(change(10)).rejects.toThrow(MessageNotInflight);
  await under.receive(url);
  await under.clock.advance(60 * SECOND);
  await under.receive(url); // moves it to the dead-letter queue
  await expect(change(10)).rejects.toThrow('Message does not exist or is not available for visibility timeout change');
});

test('a batch of visibility changes reports each by itself', async () => {
  under.sqs.accept(arn, 'one');
  const [message] = await under.receive(url);
  const Entries = [
    { Id: 'a', ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 },
    { Id: 'b', ReceiptHandle: 'forged', VisibilityTimeout: 0 },
  ];
  const result = await under.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  expect(result).toMatchObject({ Successful: [{ Id: 'a' }], Failed: [{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }] });
  expect(counts()).toMatchObject({ visible: 1 });
});

test.each([
  ['0 messages', { MaxNumberOfMessages: 0 }],
  ['11 messages', { MaxNumberOfMessages: 11 }],
  ['a wait of 21 seconds', { WaitTimeSeconds: 21 }],
  ['a visibility of over 12 hours', { VisibilityTimeout: 43_201 }],
])('asking for %s is refused', async (_, options) => {
  await expect(under.receive(url, options)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('asking a queue that is not there, or for an attribute that is none, is refused', async () => {
  await expect(under.receive(`${url}-not`)).rejects.toThrow(QueueDoesNotExist);
  await expect(under.receive(url, { MessageSystemAttributeNames: ['Colour' as 'All'] })).rejects.toMatchObject({
    name: 'InvalidAttributeName',
  });
});
