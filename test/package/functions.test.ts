import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { idsOf, properties, resources, serverless } from './resources.ts';

const LAMBDAS = fileURLToPath(new URL('../../src/lambda', import.meta.url));
const functions = Object.entries(serverless.functions);
const consumers = functions.flatMap(([name, { timeout, events }]) => events.map(({ sqs }) => ({ name, timeout, ...sqs })));

test('every file that exports a handler is deployed, under its own name, and nothing else is', () => {
  const handlers = readdirSync(LAMBDAS).filter((file) => /^export const handler\b/m.test(readFileSync(`${LAMBDAS}/${file}`, 'utf8')));
  expect(functions.map(([name]) => name).sort()).toEqual(handlers.map((file) => file.replace(/\.ts$/, '')).sort());
  for (const [name, { handler, package: parts }] of functions) {
    expect(handler).toBe(`dist/${name}.handler`);
    expect(parts.patterns).toEqual([`dist/${name}.mjs`, ...(name === 'reports' ? ['dist/resvg.wasm', 'dist/fonts/**'] : [])]);
  }
});

test('every name carries the stage, so that two stages live in one account', () => {
  const named = Object.values(resources).flatMap(({ Properties }) =>
    ['TableName', 'QueueName', 'TopicName', 'Name', 'RoleName', 'AlarmName'].flatMap((key) => (key in Properties ? [Properties[key]] : [])),
  );
  expect(named.length).toBeGreaterThan(10);
  for (const name of [...named, ...functions.map(([, { name }]) => name)]) expect(name).toMatch(/^shub-\$\{sls:stage\}/);
});

test('only the function that Slack calls has an address', () => {
  expect(functions.filter(([, { url }]) => url).map(([name]) => name)).toEqual(['slack']);
});

const Queue = z.object({
  VisibilityTimeout: z.number(),
  MessageRetentionPeriod: z.number(),
  RedrivePolicy: z.object({
    deadLetterTargetArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
    maxReceiveCount: z.number(),
  }),
});

test('every queue is read by one function, and a message stays invisible six times as long as that may run', () => {
  expect(consumers.map(({ name }) => name).sort()).toEqual(['actions', 'admin', 'deliver', 'findings', 'reports']);
  for (const { arn, timeout, maximumBatchingWindow } of consumers) {
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    expect(properties(arn['Fn::GetAtt'][0], Queue).VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout + maximumBatchingWindow);
  }
});

test('every queue keeps what failed in a queue of its own that nobody reads, for 14 days', () => {
  const dead = consumers.map(({ arn }) => properties(arn['Fn::GetAtt'][0], Queue).RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]);
  expect(new Set(dead).size).toBe(consumers.length);
  for (const id of dead) {
    expect(consumers.map(({ arn }) => arn['Fn::GetAtt'][0])).not.toContain(id);
    expect(properties(id, z.object({ MessageRetentionPeriod: z.literal(14 * 24 * 3600) }))).toBeDefined();
  }
});

test('nothing may be sent to any queue but over TLS', () => {
  const covered = idsOf('AWS::SQS::QueuePolicy').flatMap((id) => {
    const { Queues, PolicyDocument } = properties(
      id,
      z.object({ Queues: z.array(z.object({ Ref: z.string() })), PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) }),
    );
    expect(PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    return Queues.map(({ Ref }) => Ref);
  });
  expect(covered.sort()).toEqual(idsOf('AWS::SQS::Queue').sort());
});

test('only our own rule puts findings into the queue', () => {
  const allowed = idsOf('AWS::SQS::QueuePolicy').flatMap((id) => {
    const Statement = z.object({ Effect: z.string(), Principal: z.unknown(), Action: z.unknown(), Condition: z.unknown() });
    return properties(id, z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })).PolicyDocument.Statement;
  });
  expect(allowed.filter(({ Effect }) => Effect === 'Allow')).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Condition: {
        ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['FindingsRule', 'Arn'] } },
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      },
    },
  ]);
});

test('the rule takes everything that Security Hub says, for a day, and keeps what it could not hand over', () => {
  expect(resources['FindingsRule']?.Properties).toMatchObject({
    EventPattern: {
      source: ['aws.securityhub'],
      'detail-type': [
        'Security Hub Findings - Imported',
        'Security Hub Findings - Custom Action',
        'Security Hub Insight Results',
        'Findings Imported V2',
      ],
    },
    Targets: [
      {
        Arn: { 'Fn::GetAtt': ['FindingsQueue', 'Arn'] },
        RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['RuleDeadLetters', 'Arn'] } },
      },
    ],
  });
});

test('the clock ticks every minute', () => {
  expect(resources['Clock']?.Properties).toMatchObject({
    ScheduleExpression: 'rate(1 minute)',
    Target: { Arn: { 'Fn::GetAtt': ['ClockLambdaFunction', 'Arn'] } },
  });
});

test('whoever presses is told of the last failure: the code counts as many tries as the queue gives', () => {
  const [, tries] = /^const MOST_TRIES = (\d+);$/m.exec(readFileSync(`${LAMBDAS}/requests.ts`, 'utf8')) ?? [];
  for (const id of ['ActionsQueue', 'AdminQueue', 'ReportsQueue'])
    expect(properties(id, Queue).RedrivePolicy.maxReceiveCount).toBe(Number(tries));
});
