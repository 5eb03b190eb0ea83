import { readdirSync, readFileSync } from 'node:fs';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operations } from '../../../../src/sandbox/aws/sns/operations.ts';
import { type SnsUnderTest, snsUnderTest } from './start.ts';

let under: SnsUnderTest;
beforeEach(async () => {
  under = await snsUnderTest();
});
afterEach(() => under.stop());

const tests = readdirSync(import.meta.dirname).map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

test.each(Object.keys(operations))('%s is tried by its client', async (name) => {
  const sdk: Record<string, unknown> = await import('@aws-sdk/client-sns');
  expect(sdk[`${name}Command`]).toBeTypeOf('function');
  expect(tests.some((content) => content.includes(`new ${name}Command(`))).toBe(true);
});

test('an operation that is not emulated fails by its name', async () => {
  const entry = { Id: 'a', Message: 'm' };
  const asked = under.client.send(new PublishBatchCommand({ TopicArn: under.topic, PublishBatchRequestEntries: [entry] }));
  await expect(asked).rejects.toThrow("The sandbox's SNS has no PublishBatch.");
});

test('a publication whose answer is lost has still been made, and every change is told', async () => {
  let changes = 0;
  const quiet = under.sns.onChange(() => void changes++);
  under.sns.faults.add({ operation: 'Publish', fault: { do: 'lose answer' }, times: 1 });
  await expect(under.publish()).rejects.toThrow();
  expect(under.sns.inbox).toHaveLength(1);
  expect(under.sns.calls).toMatchObject([{ operation: 'Publish', status: 0 }]);
  expect(changes).toBe(1);
  quiet();
  await under.publish();
  expect(changes).toBe(1);
});
