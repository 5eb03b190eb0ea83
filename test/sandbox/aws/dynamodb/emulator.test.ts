import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DynamoDbEmulator } from '../../../../src/sandbox/aws/contract.ts';
import { startDynamoDB } from '../../../../src/sandbox/aws/dynamodb/emulator.ts';
import { movableClock } from '../../../../src/sandbox/clock.ts';

const TableName = 'cards';
const clock = movableClock({ start: Date.parse('2026-11-02T09:00:00Z'), runs: false });
let db: DynamoDbEmulator;
let client: DynamoDBClient;

beforeEach(async () => {
  db = await startDynamoDB({ clock });
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
  client = new DynamoDBClient({ endpoint: db.url, region: 'eu-central-1', credentials, maxAttempts: 1 });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'dirty', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        { IndexName: 'dirty', KeySchema: [{ AttributeName: 'dirty', KeyType: 'HASH' }], Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 }, { TableName });
});

afterEach(async () => {
  client.destroy();
  await db.stop();
});

const put = (pk: string, rest = {}) => client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, ...rest } }));

test('an item is written, found over an index, changed on a condition and deleted', async () => {
  await put('a', { dirty: { S: 'C1' } });
  const found = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'dirty',
      KeyConditionExpression: 'dirty = :c',
      ExpressionAttributeValues: { ':c': { S: 'C1' } },
    }),
  );
  expect(found.Items).toEqual([{ pk: { S: 'a' }, dirty: { S: 'C1' } }]);
  const claim = new UpdateItemCommand({
    TableName,
    Key: { pk: { S: 'a' } },
    UpdateExpression: 'SET claimed = :me REMOVE dirty',
    ConditionExpression: 'attribute_not_exists(claimed)',
    ExpressionAttributeValues: { ':me': { S: 'worker' } },
  });
  await client.send(claim);
  await expect(client.send(claim)).rejects.toThrow(ConditionalCheckFailedException);
  expect(await db.scan(TableName)).toEqual([{ pk: 'a', claimed: 'worker' }]);
  await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
  expect(await db.scan(TableName)).toEqual([]);
});

test('a scan shows every kind of value as a plain one', async () => {
  await put('all', {
    n: { N: '1.5' },
    yes: { BOOL: true },
    none: { NULL: true },
    map: { M: { list: { L: [{ S: 'x' }, { N: '2' }] } } },
    names: { SS: ['a', 'b'] },
    numbers: { NS: ['1', '2'] },
    bytes: { B: Buffer.from('hi') },
  });
  expect(await db.scan(TableName)).toEqual([
    {
      pk: 'all',
      n: 1.5,
      yes: true,
      none: null,
      map: { list: ['x', 2] },
      names: ['a', 'b'],
      numbers: [1, 2],
      bytes: Buffer.from('hi').toString('base64'),
    },
  ]);
});

test('a scan reads on past one megabyte, and a table nobody made is named', async () => {
  const big = { text: { S: 'x'.repeat(300_000) } };
  for (const pk of ['a', 'b', 'c', 'd', 'e']) await put(pk, big);
  expect(await db.scan(TableName)).toHaveLength(5);
  await expect(db.scan('nowhere')).rejects.toThrow('Cannot scan nowhere');
});

test('a write whose answer is lost has been made; one that is refused has not', async () => {
  db.faults.add({ operation: 'PutItem', fault: { do: 'lose answer' }, times: 1 });
  await expect(put('kept')).rejects.toThrow();
  db.faults.add({ operation: 'PutItem', fault: { do: 'refuse' }, times: 1 });
  await expect(put('never')).rejects.toThrow();
  expect(await db.scan(TableName)).toEqual([{ pk: 'kept' }]);
  expect(db.calls.slice(-2)).toMatchObject([
    { operation: 'PutItem', status: 0, at: clock.now() },
    { operation: 'PutItem', status: 0 },
  ]);
});

test('a throttle is the typed error of the client', async () => {
  const __type = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';
  db.faults.add({ operation: 'GetItem', fault: { do: 'answer', answer: { status: 400, body: { __type, message: 'slow down' } } } });
  await expect(client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }))).rejects.toThrow(
    ProvisionedThroughputExceededException,
  );
});

test('a slow answer keeps the table busy until the clock lets it go', async () => {
  db.faults.add({ operation: 'PutItem', fault: { do: 'delay', ms: 3000 }, times: 1 });
  const writing = put('slow');
  while (clock.next() === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(db.busy()).toBe(1);
  await clock.advance(3000);
  await writing;
  expect(await db.scan(TableName)).toEqual([{ pk: 'slow' }]);
});

test('changes are told, reads and failures are not', async () => {
  let changes = 0;
  const quiet = db.onChange(() => void changes++);
  await put('a');
  await client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
  await expect(client.send(new PutItemCommand({ TableName: 'nowhere', Item: { pk: { S: 'a' } } }))).rejects.toThrow();
  expect(changes).toBe(1);
  quiet();
  await put('b');
  expect(changes).toBe(1);
});

test('what dynalite cannot do fails, so that nobody builds on it', async () => {
  const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: { pk: { S: 'a' } } } }] });
  await expect(client.send(transaction)).rejects.toMatchObject({ name: 'UnknownOperationException' });
});
