import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  QueueDeletedRecently,
  QueueDoesNotExist,
  QueueNameExists,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, REGION, SECOND, type SqsUnderTest, sqsUnderTest } from './start.ts';

let under: SqsUnderTest;
beforeEach(async () => {
  under = await sqsUnderTest();
});
afterEach(() => under.stop());

const arn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
const redriveTo = (name: string, maxReceiveCount: number | string = 3) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(name), maxReceiveCount }),
});
const attributes = async (QueueUrl: string, ...AttributeNames: string[]) =>
  (await under.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: AttributeNames as ['All'] }))).Attributes;

test('a queue that was created is found by its name, in the list and by its URL', async () => {
  const url = await under.queue('findings');
  await under.queue('actions');
  expect(url).toBe(`${under.sqs.url}/${ACCOUNT}/findings`);
  expect(await under.client.send(new GetQueueUrlCommand({ QueueName: 'findings' }))).toMatchObject({ QueueUrl: url });
  expect((await under.client.send(new ListQueuesCommand({ QueueNamePrefix: 'find' }))).QueueUrls).toEqual([url]);
  expect(await attributes(url, 'QueueArn', 'MessageRetentionPeriod')).toEqual({
    QueueArn: arn('findings'),
    MessageRetentionPeriod: '345600',
  });
});

test('many queues are listed page by page', async () => {
  for (const name of ['a', 'b', 'c']) await under.queue(name);
  const first = await under.client.send(new ListQueuesCommand({ MaxResults: 2 }));
  expect(first.QueueUrls).toHaveLength(2);
  const second = await under.client.send(new ListQueuesCommand({ MaxResults: 2, NextToken: first.NextToken }));
  expect(second.QueueUrls).toEqual([`${under.sqs.url}/${ACCOUNT}/c`]);
  expect(second.NextToken).toBeUndefined();
});

test('creating a queue again gives the same one, unless it would be another', async () => {
  const url = await under.queue('findings', { VisibilityTimeout: '60' });
  expect(await under.queue('findings', { VisibilityTimeout: '60' })).toBe(url);
  expect(await under.queue('findings')).toBe(url);
  await expect(under.queue('findings', { VisibilityTimeout: '61' })).rejects.toThrow(QueueNameExists);
});

test('a deleted queue is gone, and its name is free after a minute', async () => {
  const url = await under.queue('findings');
  await under.client.send(new DeleteQueueCommand({ QueueUrl: url }));
  await expect(under.receive(url)).rejects.toThrow(QueueDoesNotExist);
  expect(under.sqs.accept(arn('findings'), 'late')).toBe(false);
  await expect(under.queue('findings')).rejects.toThrow(QueueDeletedRecently);
  await under.clock.advance(60 * SECOND);
  expect(await under.queue('findings')).toBe(url);
});

test('a queue nobody made does not exist', async () => {
  const asked = under.client.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }));
  await expect(asked).rejects.toThrow(QueueDoesNotExist);
  await expect(asked).rejects.toMatchObject({ Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' } });
});

test.each([
  ['a name with a space', { QueueName: 'my findings' }, 'InvalidParameterValue'],
  ['no name', { QueueName: undefined }, 'MissingParameter'],
  ['a FIFO queue', { QueueName: 'findings.fifo' }, 'UnsupportedOperation'],
  ['an attribute nobody knows', { QueueName: 'q', Attributes: { ...{ Colour: 'red' }, DelaySeconds: '1' } }, 'InvalidAttributeName'],
  ['a visibility of 13 hours', { QueueName: 'q', Attributes: { VisibilityTimeout: '46800' } }, 'InvalidAttributeValue'],
  ['a redrive to nowhere', { QueueName: 'q', Attributes: redriveTo('nowhere') }, 'InvalidParameterValue'],
  ['a redrive that is not JSON', { QueueName: 'q', Attributes: { RedrivePolicy: 'dead' } }, 'InvalidParameterValue'],
])('a queue with %s is refused', async (_, input, name) => {
  await expect(under.client.send(new CreateQueueCommand(input))).rejects.toMatchObject({ name });
  expect(under.sqs.queues()).toEqual([]);
});

test('attributes that are set are told again, the redrive policy among them', async () => {
  await under.queue('findings-dead');
  const url = await under.queue('findings');
  await under.client.send(
    new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { DelaySeconds: '5', ...redriveTo('findings-dead', '7') } }),
  );
  expect(await attributes(url, 'DelaySeconds', 'RedrivePolicy')).toEqual({ DelaySeconds: '5', ...redriveTo('findings-dead', 7) });
  const sources = await under.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: `${under.sqs.url}/${ACCOUNT}/findings-dead` }));
  expect(sources.queueUrls).toEqual([url]);
  await expect(attributes(url, 'Colour')).rejects.toMatchObject({ name: 'InvalidAttributeName' });
});

test('the counts tell visible, in-flight and delayed messages apart', async () => {
  const { url, arn: queueArn } = under.sqs.create('findings');
  for (const body of ['1', '2', '3']) under.sqs.accept(queueArn, body);
  await under.receive(url);
  expect(await attributes(url, 'All')).toMatchObject({
    ApproximateNumberOfMessages: '2',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '0',
    MessageRetentionPeriod: '1209600',
  });
});

test('a purged queue is empty, and cannot be purged again within the minute', async () => {
  const { url, arn: queueArn } = under.sqs.create('findings');
  under.sqs.accept(queueArn, 'one');
  await under.client.send(new PurgeQueueCommand({ QueueUrl: url }));
  expect(under.sqs.peek('findings')).toEqual([]);
  await expect(under.client.send(new PurgeQueueCommand({ QueueUrl: url }))).rejects.toThrow(PurgeQueueInProgress);
  await under.clock.advance(60 * SECOND);
  await under.client.send(new PurgeQueueCommand({ QueueUrl: url }));
});
