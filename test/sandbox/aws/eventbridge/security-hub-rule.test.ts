import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BusEvent, EventBridgeEmulator, SqsEmulator } from '../../../../src/sandbox/aws/contract.ts';
import { startEventBridge } from '../../../../src/sandbox/aws/eventbridge/emulator.ts';
import { startSqs } from '../../../../src/sandbox/aws/sqs/emulator.ts';
import { type MovableClock, movableClock } from '../../../../src/sandbox/clock.ts';

const account = '111122223333';
const region = 'eu-central-1';
const options = { region, credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' } };
const DAY = 86_400_000;

let clock: MovableClock;
let sqs: SqsEmulator;
let bridge: EventBridgeEmulator;
let queues: SQSClient;
let findings: { url: string; arn: string };
let dead: { url: string; arn: string };

beforeEach(async () => {
  clock = movableClock({ start: Date.parse('2026-11-02T09:00:00Z'), runs: false });
  sqs = await startSqs({ clock, account, region });
  bridge = await startEventBridge({ clock, account, region, deliver: sqs.accept });
  queues = new SQSClient({ ...options, endpoint: sqs.url });
  findings = sqs.create('findings', { maxReceive: 5 });
  dead = sqs.create('rule-dead');

  const rules = new EventBridgeClient({ ...options, endpoint: bridge.url });
  const EventPattern = JSON.stringify({
    source: ['aws.securityhub'],
    'detail-type': ['Security Hub Findings - Imported'],
    detail: { findings: { Severity: { Label: ['HIGH', 'CRITICAL'] } } },
  });
  await rules.send(new PutRuleCommand({ Name: 'findings', EventPattern }));
  const Targets = [{ Id: 'queue', Arn: findings.arn, DeadLetterConfig: { Arn: dead.arn } }];
  await rules.send(new PutTargetsCommand({ Rule: 'findings', Targets }));
  rules.destroy();
});

afterEach(async () => {
  queues.destroy();
  await bridge.stop();
  await sqs.stop();
  clock.stop();
});

const imported = (Label: string): BusEvent => ({
  version: '0',
  id: `event-${Label}`,
  'detail-type': 'Security Hub Findings - Imported',
  source: 'aws.securityhub',
  account,
  time: '2026-11-02T09:00:00Z',
  region,
  resources: [`arn:aws:securityhub:${region}::product/aws/securityhub/${Label}`],
  detail: { findings: [{ Id: Label, Severity: { Label } }] },
});

const receive = async (QueueUrl: string) =>
  (await queues.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }))).Messages ?? [];

test('a critical finding lands in the queue, a low one does not', async () => {
  bridge.publish(imported('LOW'));
  bridge.publish(imported('CRITICAL'));
  const messages = await receive(findings.url);
  expect(messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([imported('CRITICAL')]);
});

test('while the queue is gone an event is tried again on the clock, and after a day it is a dead letter', async () => {
  await queues.send(new DeleteQueueCommand({ QueueUrl: findings.url }));
  bridge.publish(imported('HIGH'));
  await clock.advance(DAY / 2);
  expect(bridge.pending()).toBe(1);
  expect(await receive(dead.url)).toEqual([]);
  await clock.advance(DAY / 2);
  expect(bridge.pending()).toBe(0);
  const [letter] = await receive(dead.url);
  expect(JSON.parse(letter?.Body ?? '')).toEqual(imported('HIGH'));
  expect(letter?.MessageAttributes).toMatchObject({
    RULE_ARN: { StringValue: `arn:aws:events:${region}:${account}:rule/findings` },
    TARGET_ARN: { StringValue: findings.arn },
    EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
    RETRY_ATTEMPTS: { StringValue: '185' },
  });
  expect(bridge.lost).toEqual([]);
});

test('an event reaches a queue that comes back', async () => {
  await queues.send(new DeleteQueueCommand({ QueueUrl: findings.url }));
  bridge.publish(imported('HIGH'));
  await clock.advance(DAY / 24);
  findings = sqs.create('findings', { maxReceive: 5 });
  await clock.advance(DAY / 24);
  expect(await receive(findings.url)).toHaveLength(1);
});
