import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { idsOf, properties } from './resources.ts';

const Alarm = z.object({
  AlarmDescription: z.string(),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
  TreatMissingData: z.enum(['breaching', 'notBreaching']),
  AlarmActions: z.unknown(),
});
const alarms = idsOf('AWS::CloudWatch::Alarm').map((id) => properties(id, Alarm));

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));
const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('sandbox'))
  .map((path) => readFileSync(`${SOURCES}/${path}`, 'utf8'))
  .join('\n');

test('whatever ends in a dead-letter queue is told', () => {
  const watched = alarms
    .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
    .flatMap((alarm) => alarm.Dimensions);
  const dead = idsOf('AWS::SQS::Queue').filter((id) => id.endsWith('DeadLetters'));
  expect(dead.length).toBeGreaterThan(4);
  for (const id of dead) expect(watched).toContainEqual({ Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } });
});

test('an alarm on a metric of ours is about one that is counted, under the name of this installation', () => {
  const ours = alarms.filter(({ Namespace }) => Namespace === 'shub');
  expect(ours.length).toBeGreaterThan(5);
  for (const { MetricName, Dimensions } of ours) {
    expect(code).toMatch(new RegExp(`count\\('${MetricName}'[,)]`));
    expect(Dimensions).toEqual([{ Name: 'service', Value: { Ref: 'Table' } }]);
  }
});

test.each([
  ['an event that cannot be read', 'QuarantinedFindings'],
  ['something in Security Hub that cannot be read', 'UnreadableFindings'],
  ['findings whose events did not come', 'Repaired'],
  ['a comparison with Security Hub that failed', 'RepairsFailed'],
  ['a policy that cannot be used', 'PolicyErrors'],
  ['a secret that cannot be read', 'SecretsNotRead'],
])('%s is told to those who run shub', (_, metric) => {
  expect(alarms.filter(({ Namespace }) => Namespace === 'shub').map(({ MetricName }) => MetricName)).toContain(metric);
});

test('only a clock that says nothing is trouble in itself', () => {
  expect(alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching').map(({ MetricName }) => MetricName)).toEqual([
    'Invocations',
  ]);
});

const Statement = z.looseObject({ Effect: z.string(), Principal: z.unknown(), Action: z.unknown(), Condition: z.unknown().optional() });
const CLOUDWATCH = { Service: 'cloudwatch.amazonaws.com' };

test('every alarm can reach those who run shub: the topic lets it in, and the key lets it write', () => {
  for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: 'OperationsTopic' }]);
  expect(properties('OperationsTopic', z.object({ KmsMasterKeyId: z.unknown() })).KmsMasterKeyId).toEqual({ Ref: 'OperationsKey' });

  const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) });
  expect(properties('OperationsTopicPolicy', Policy).PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({ Effect: 'Allow', Principal: CLOUDWATCH, Action: 'sns:Publish' }),
  );
  const { KeyPolicy } = properties('OperationsKey', z.object({ KeyPolicy: z.object({ Statement: z.array(Statement) }) }));
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  expect(KeyPolicy.Statement).toContainEqual(
    expect.objectContaining({ Effect: 'Allow', Principal: CLOUDWATCH, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }),
  );
});
