import { DeleteItemCommand, DynamoDBClient, ListTablesCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  ListEventBusesCommand,
  PutEventsCommand,
  PutRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import {
  AuthorizationErrorException,
  CreateTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { ListQueuesCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDynamoDB } from '../../../src/sandbox/aws/dynamodb/emulator.ts';
import { startEventBridge } from '../../../src/sandbox/aws/eventbridge/emulator.ts';
import { startSns } from '../../../src/sandbox/aws/sns/emulator.ts';
import { startSqs } from '../../../src/sandbox/aws/sqs/emulator.ts';
import { movableClock } from '../../../src/sandbox/clock.ts';

const account = '111122223333';
const region = 'eu-central-1';
const place = { clock: movableClock({ runs: false }), account, region };

async function everything() {
  const sqs = await startSqs(place);
  const bus = await startEventBridge({ ...place, deliver: sqs.accept });
  const sns = await startSns({ ...place, deliver: sqs.accept });
  const db = await startDynamoDB(place);
  const to = (endpoint: string) => ({ endpoint, region, credentials: { accessKeyId: 'AKIDANA', secretAccessKey: 's' }, maxAttempts: 1 });
  const clients = {
    sqs: new SQSClient(to(sqs.url)),
    bus: new EventBridgeClient(to(bus.url)),
    sns: new SNSClient(to(sns.url)),
    db: new DynamoDBClient(to(db.url)),
  };
  return {
    sqs,
    bus,
    sns,
    db,
    clients,
    queue: sqs.create('findings').url,
    topic: sns.create('alerts').arn,
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      for (const emulator of [sqs, bus, sns, db]) await emulator.stop();
    },
  };
}

let aws: Awaited<ReturnType<typeof everything>>;
beforeEach(async () => {
  aws = await everything();
});
afterEach(() => aws.stop());

const sentence = (action: string, resource: string) =>
  `User: arn:aws:iam::${account}:user/AKIDANA is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

test('a topic whose publishing is denied answers in SNS’s own way, and keeps nothing', async () => {
  aws.sns.deny('sns:Publish');
  const publish = () => aws.clients.sns.send(new PublishCommand({ TopicArn: aws.topic, Message: 'm' }));

  const refused = publish();

  await expect(refused).rejects.toBeInstanceOf(AuthorizationErrorException);
  await expect(refused).rejects.toMatchObject({ message: sentence('SNS:Publish', aws.topic), $metadata: { httpStatusCode: 403 } });
  expect(aws.sns.inbox).toEqual([]);

  aws.sns.allow('sns:Publish');
  await publish();
  expect(aws.sns.inbox).toHaveLength(1);
});

test.each([
  ['CreateTopic', () => aws.clients.sns.send(new CreateTopicCommand({ Name: 'pages' })), 'pages'],
  ['ListTopics', () => aws.clients.sns.send(new ListTopicsCommand({})), '*'],
  ['Unsubscribe', () => aws.clients.sns.send(new UnsubscribeCommand({ SubscriptionArn: `${aws.topic}:1-2` })), 'alerts'],
])('a refusal of SNS names what %s is about', async (action, send, name) => {
  aws.sns.deny(`sns:${action}`);
  await expect(send()).rejects.toThrow(sentence(`SNS:${action}`, `arn:aws:sns:${region}:${account}:${name}`));
});

test('a queue whose sending is denied takes neither one message nor a batch', async () => {
  aws.sqs.deny('sqs:SendMessage');
  const message = sentence('sqs:sendmessage', `arn:aws:sqs:${region}:${account}:findings`);

  const one = aws.clients.sqs.send(new SendMessageCommand({ QueueUrl: aws.queue, MessageBody: 'm' }));
  await expect(one).rejects.toMatchObject({ name: 'AccessDenied', message, $metadata: { httpStatusCode: 403 } });
  const batch = aws.clients.sqs.send(new SendMessageBatchCommand({ QueueUrl: aws.queue, Entries: [{ Id: '1', MessageBody: 'm' }] }));
  await expect(batch).rejects.toThrow(message);
  expect(aws.sqs.peek('findings')).toEqual([]);

  await aws.clients.sqs.send(new ListQueuesCommand({}));
  aws.sqs.allow('sqs:SendMessage');
  await aws.clients.sqs.send(new SendMessageCommand({ QueueUrl: aws.queue, MessageBody: 'm' }));
  expect(aws.sqs.peek('findings')).toEqual(['m']);
});

test.each([
  ['PutRule', () => aws.clients.bus.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["x"]}' })), 'rule/r'],
  ['PutRule', () => aws.clients.bus.send(new PutRuleCommand({ Name: 'r', EventBusName: 'shub', EventPattern: '{}' })), 'rule/shub/r'],
  ['PutEvents', () => aws.clients.bus.send(new PutEventsCommand({ Entries: [{ Source: 'x' }] })), 'event-bus/default'],
  ['PutEvents', () => aws.clients.bus.send(new PutEventsCommand({ Entries: [{ EventBusName: 'shub' }] })), 'event-bus/shub'],
  ['ListEventBuses', () => aws.clients.bus.send(new ListEventBusesCommand({})), 'event-bus/*'],
])('a refusal of EventBridge names what %s is about', async (action, send, resource) => {
  aws.bus.deny(`events:${action}`);

  await expect(send()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: sentence(`events:${action}`, `arn:aws:events:${region}:${account}:${resource}`),
    $metadata: { httpStatusCode: 400 },
  });
  expect(aws.bus.events).toEqual([]);

  aws.bus.allow(`events:${action}`);
  await expect(send().catch((error: unknown) => error)).resolves.not.toMatchObject({ name: 'AccessDeniedException' });
});

test('trying a pattern is about nothing in particular', async () => {
  aws.bus.deny('events:TestEventPattern');
  await expect(aws.clients.bus.send(new TestEventPatternCommand({ EventPattern: '{}', Event: '{}' }))).rejects.toThrow(
    sentence('events:TestEventPattern', '*'),
  );
});

test('a table that may not be written to says so before it looks for the table', async () => {
  aws.db.deny('dynamodb:DeleteItem');
  aws.db.deny('dynamodb:Query');
  const table = `arn:aws:dynamodb:${region}:${account}:table/cards`;

  const remove = aws.clients.db.send(new DeleteItemCommand({ TableName: 'cards', Key: { pk: { S: 'a' } } }));
  await expect(remove).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: sentence('dynamodb:DeleteItem', table),
    $metadata: { httpStatusCode: 400 },
  });
  const query = aws.clients.db.send(new QueryCommand({ TableName: 'cards', IndexName: 'due', KeyConditionExpression: 'a = :b' }));
  await expect(query).rejects.toThrow(sentence('dynamodb:Query', `${table}/index/due`));
  expect((await aws.clients.db.send(new ListTablesCommand({}))).TableNames).toEqual([]);

  aws.db.allow('dynamodb:DeleteItem');
  await expect(aws.clients.db.send(new DeleteItemCommand({ TableName: 'cards', Key: { pk: { S: 'a' } } }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test.each([
  ['another service’s action', 'sqs:SendMessage'],
  ['an action no operation here needs', 'sns:AddPermission'],
  ['an action without its service', 'Publish'],
])('denying %s is a mistake of the test, and said', (_, action) => {
  expect(() => aws.sns.deny(action)).toThrow(`No operation of this emulator needs ${action}`);
});
