import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deadLetters, moveBack } from '../../src/aws/dead-letters.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aCustomAction } from '../support/security-hub-event.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(async () => {
  world.dynamodb.faults.clear();
  await world.stop();
});

const many = (count: number) => Array.from({ length: count }, (_, i) => aGuardDutyAsff({ Id: `one-${i}` }));
const failing = (code: string, status = 400) =>
  ({ do: 'answer', answer: { status, body: { __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: 'no' } } }) as const;
const dead = () => world.sqs.queues().filter(({ name, visible }) => name.endsWith('-dead') && visible > 0);

test('while DynamoDB throttles every other call, every finding has its card in the end', async () => {
  let calls = 0;
  world.dynamodb.faults.add({ operation: '*', when: () => calls++ % 2 === 0, fault: failing('ThrottlingException') });
  await world.arrives(...many(5));
  await world.minutes(4);
  world.dynamodb.faults.clear();
  await world.minutes(8);
  expect(world.cards()).toHaveLength(5);
  expect(dead()).toEqual([]);
});

test('a table that never answers once costs a few seconds, and nothing else', async () => {
  world.dynamodb.faults.add({ operation: 'PutItem', times: 1, when: ({ body }) => body.includes('FINDING#'), fault: { do: 'hang' } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(5);
  expect(world.cards()).toHaveLength(1);
});

test('after two hours without DynamoDB every finding has its card, and what only its event knows waits among the dead letters until it is moved back', async () => {
  world.dynamodb.faults.add({ operation: '*', fault: failing('InternalServerError', 500) });
  world.hub.imports(...many(3));
  // Sent by hand, and by now gone from Security Hub: no comparison can bring it.
  world.bus.publish(aCustomAction([aGuardDutyAsff({ Id: 'by-hand' })]));
  for (let hour = 0; hour < 2; hour += 0.05) {
    await world.clock.advance(180_000);
    await world.settle(500);
  }
  world.dynamodb.faults.clear();
  await world.minutes(15);
  expect(world.cards()).toHaveLength(3);

  const client = new SQSClient({ region: 'eu-west-1', endpoint: world.sqs.url });
  const [full, ...others] = (await deadLetters(client, 'shub-')).filter(({ messages }) => messages > 0);
  expect({ full, others }).toMatchObject({ full: { name: 'shub-findings-dead', messages: 4 }, others: [] });
  if (full) await moveBack(client, 'shub-', full);
  await world.minutes(2);
  client.destroy();
  expect(world.cards()).toHaveLength(4);
  expect(dead()).toEqual([]);
});
