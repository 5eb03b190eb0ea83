import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deadLetters, moveBack } from '../../src/aws/dead-letters.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { anEvent } from '../support/security-hub-event.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: TestWorld;
let client: SQSClient;
beforeEach(async () => {
  world = await aWorld();
  client = new SQSClient({ region: 'eu-west-1', endpoint: world.sqs.url });
});
afterEach(async () => {
  client.destroy();
  await world.stop();
});

test('a press that was given up is moved back by SQS itself', async () => {
  const dead = world.sqs.queues().find(({ name }) => name === 'shub-actions-dead');
  world.sqs.accept(dead?.arn ?? '', JSON.stringify({ kind: 'press', intent: 'of-long-ago' }));
  const [full] = (await deadLetters(client, 'shub-')).filter(({ messages }) => messages > 0);
  expect(full?.goesTo).toBe('shub-actions');
  if (full) await moveBack(client, 'shub-', full);
  await world.settle(60_000);
  expect((await deadLetters(client, 'shub-')).filter(({ messages }) => messages > 0)).toEqual([]);
});

test('what EventBridge could not deliver for a day waits by itself, and moved back it has its card', async () => {
  world.sqs.away.add('shub-findings');
  // Security Hub itself does not have it: no comparison can bring it.
  world.bus.publish(anEvent([aGuardDutyAsff()]));
  await world.clock.advance(25 * 3600_000);
  world.sqs.away.clear();
  await world.minutes(15);
  expect(world.cards()).toEqual([]);

  const [full, ...others] = (await deadLetters(client, 'shub-')).filter(({ messages }) => messages > 0);
  expect(others).toEqual([]);
  expect(full).toMatchObject({ name: 'shub-rule-dead', messages: 1, goesTo: 'shub-findings' });
  expect(await whyGivenUp('shub-rule-dead')).toEqual(['MaximumRetryAttempts']);
  if (full) await moveBack(client, 'shub-', full);
  await world.settle();
  expect(world.cards()).toHaveLength(1);
  expect((await deadLetters(client, 'shub-')).filter(({ messages }) => messages > 0)).toEqual([]);
});

/** What EventBridge wrote on what it gave up; nothing is taken out. */
async function whyGivenUp(name: string) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: world.sqs.queues().find((queue) => queue.name === name)?.url,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.map(({ MessageAttributes }) => MessageAttributes?.['EXHAUSTED_RETRY_CONDITION']?.StringValue);
}
