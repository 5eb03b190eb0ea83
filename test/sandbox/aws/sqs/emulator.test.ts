import { readdirSync, readFileSync } from 'node:fs';
import { AddPermissionCommand, GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operations } from '../../../../src/sandbox/aws/sqs/operations.ts';
import { type SqsUnderTest, sqsUnderTest } from './start.ts';

let under: SqsUnderTest;
beforeEach(async () => {
  under = await sqsUnderTest();
});
afterEach(() => under.stop());

const tests = readdirSync(import.meta.dirname).map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

test.each(Object.keys(operations))('%s is tried by its client', async (name) => {
  const client: Record<string, unknown> = await import('@aws-sdk/client-sqs');
  expect(client[`${name}Command`]).toBeTypeOf('function');
  expect(tests.some((text) => text.includes(`new ${name}Command(`))).toBe(true);
});

test('an operation that is not emulated fails by its name', async () => {
  const asked = under.client.send(new AddPermissionCommand({ QueueUrl: 'x', Label: 'x', AWSAccountIds: [], Actions: [] }));
  await expect(asked).rejects.toThrow("The sandbox's SQS has no AddPermission.");
});

test('a send whose answer is lost has still been done', async () => {
  const { url } = under.sqs.create('findings');
  under.sqs.faults.add({ operation: 'SendMessage', fault: { do: 'lose answer' }, times: 1 });
  await expect(under.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }))).rejects.toThrow();
  expect(under.sqs.peek('findings')).toEqual(['x']);
  expect(under.sqs.calls).toMatchObject([{ operation: 'SendMessage', status: 0 }]);
});

test('every change is told, until one stops listening', async () => {
  let changes = 0;
  const quiet = under.sqs.onChange(() => void changes++);
  const { url, arn } = under.sqs.create('findings');
  under.sqs.accept(arn, 'x');
  await under.receive(url);
  expect(changes).toBe(3);
  quiet();
  under.sqs.accept(arn, 'y');
  expect(changes).toBe(3);
});

test('stopping ends the polls that wait', async () => {
  const { url } = under.sqs.create('findings');
  const poll = under.receive(url, { WaitTimeSeconds: 20 }).catch(() => 'cut');
  await under.parked(1);
  await under.sqs.stop();
  expect(await poll).toSatisfy((answer) => answer === 'cut' || Array.isArray(answer));
  await expect(under.client.send(new GetQueueUrlCommand({ QueueName: 'findings' }))).rejects.toThrow();
});
