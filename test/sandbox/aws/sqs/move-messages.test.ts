import {
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  ResourceNotFoundException,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SECOND, type SqsUnderTest, sqsUnderTest } from './start.ts';

let under: SqsUnderTest;
let source: { url: string; arn: string };
const dead = () => `${source.arn}-dead`;
beforeEach(async () => {
  under = await sqsUnderTest();
  source = under.sqs.create('findings', { maxReceive: 1, visibilityMs: SECOND });
});
afterEach(() => under.stop());

const start = (options: { DestinationArn?: string; MaxNumberOfMessagesPerSecond?: number } = {}) =>
  under.client.send(new StartMessageMoveTaskCommand({ SourceArn: dead(), ...options }));
const lastTask = async () => (await under.client.send(new ListMessageMoveTasksCommand({ SourceArn: dead() }))).Results?.[0];

async function die(count: number): Promise<void> {
  for (let i = 0; i < count; i++) under.sqs.accept(source.arn, `m${i}`);
  await under.receive(source.url, { MaxNumberOfMessages: 10 });
  await under.clock.advance(SECOND);
  await under.receive(source.url);
  expect(under.sqs.peek('findings-dead')).toHaveLength(count);
}

test('dead letters go back to the queue they came from, as new messages', async () => {
  await die(2);
  await start();
  expect(under.sqs.peek('findings-dead')).toEqual([]);
  const messages = await under.receive(source.url, { MaxNumberOfMessages: 10 });
  expect(messages.map(({ Body }) => Body)).toEqual(['m0', 'm1']);
  expect(messages[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: '1', SentTimestamp: String(under.clock.now()) });
  expect(messages[0]?.Attributes?.DeadLetterQueueSourceArn).toBeUndefined();
  expect(await lastTask()).toMatchObject({
    Status: 'COMPLETED',
    ApproximateNumberOfMessagesMoved: 2,
    ApproximateNumberOfMessagesToMove: 2,
  });
});

test('a rate is kept on the clock, and one task runs at a time', async () => {
  await die(3);
  const { TaskHandle } = await start({ MaxNumberOfMessagesPerSecond: 1 });
  expect(under.sqs.peek('findings-dead')).toHaveLength(2);
  expect(await lastTask()).toMatchObject({ Status: 'RUNNING', TaskHandle, MaxNumberOfMessagesPerSecond: 1 });
  await expect(start()).rejects.toThrow('Only one active task');
  await under.clock.advance(2 * SECOND);
  expect(under.sqs.peek('findings-dead')).toEqual([]);
  expect(await lastTask()).toMatchObject({ Status: 'COMPLETED' });
});

test('dead letters can be moved to another queue', async () => {
  await die(1);
  const other = under.sqs.create('by-hand');
  await start({ DestinationArn: other.arn });
  expect(under.sqs.peek('by-hand')).toEqual(['m0']);
});

test('dead letters whose queue is gone stay, and the task says why', async () => {
  await die(2);
  await under.client.send(new DeleteQueueCommand({ QueueUrl: source.url }));
  await expect(start()).rejects.toThrow('Source queue must be configured as a Dead Letter Queue.'); // it is nobody's any more
  await under.queue('other', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead(), maxReceiveCount: 3 }) });
  await start();
  expect(await lastTask()).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
  expect(under.sqs.peek('findings-dead')).toEqual(['m0', 'm1']);
});

test('a queue that is not there, is no dead-letter queue, or a rate out of range is refused', async () => {
  const begin = (SourceArn: string, rest = {}) => under.client.send(new StartMessageMoveTaskCommand({ SourceArn, ...rest }));
  await expect(begin('arn:aws:sqs:eu-central-1:111122223333:nowhere')).rejects.toThrow(ResourceNotFoundException);
  await expect(begin(dead(), { DestinationArn: `${dead()}-x` })).rejects.toThrow(ResourceNotFoundException);
  await expect(begin(source.arn)).rejects.toThrow('Source queue must be configured as a Dead Letter Queue.');
  await expect(begin(dead(), { MaxNumberOfMessagesPerSecond: 501 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await expect(under.client.send(new ListMessageMoveTasksCommand({ SourceArn: 'arn:x' }))).rejects.toThrow(ResourceNotFoundException);
});
