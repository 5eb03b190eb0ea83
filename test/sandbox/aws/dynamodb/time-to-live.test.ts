import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DynamoDbEmulator } from '../../../../src/sandbox/aws/contract.ts';
import { startDynamoDB } from '../../../../src/sandbox/aws/dynamodb/emulator.ts';
import { type MovableClock, movableClock } from '../../../../src/sandbox/clock.ts';

const TableName = 'cards';
const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
let clock: MovableClock;
let db: DynamoDbEmulator;
let client: DynamoDBClient;

beforeEach(async () => {
  clock = movableClock({ start: Date.parse('2026-11-02T09:00:00Z'), runs: false });
  db = await startDynamoDB({ clock });
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
  client = new DynamoDBClient({ endpoint: db.url, region: 'eu-central-1', credentials, maxAttempts: 1 });
  await create();
});

afterEach(async () => {
  client.destroy();
  await db.stop();
});

async function create(): Promise<void> {
  const key = { AttributeName: 'pk', AttributeType: 'S' } as const;
  const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' } as const];
  await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: [key], KeySchema }));
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 }, { TableName });
}

const turn = (Enabled: boolean, AttributeName = 'ttl') =>
  client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } }));
const described = async () => (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
const put = (pk: string, rest = {}) => client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, ...rest } }));
const at = (ms: number) => ({ ttl: { N: String(Math.floor(ms / 1000)) } });
const there = async () => (await db.scan(TableName)).map(({ pk }) => pk).sort();

/** Time goes by, and what comes due in it has been done. */
async function pass(ms: number): Promise<void> {
  await quiet();
  await clock.advance(ms, quiet);
}

async function quiet(): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 2));
  while (db.busy() > 0);
}

test('the setting is told as it was made, is made once, and goes with its table', async () => {
  expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  await turn(true);
  expect(await described()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
  await expect(turn(true)).rejects.toThrow('TimeToLive is already enabled');
  await expect(turn(false)).rejects.toThrow('modified multiple times within a fixed interval');
  await pass(HOUR_MS);
  await expect(turn(false, 'expires')).rejects.toThrow('current AttributeName is ttl');
  await client.send(new DeleteTableCommand({ TableName }));
  await create();
  expect(await described()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  await expect(
    client.send(new UpdateTimeToLiveCommand({ TableName: 'nowhere', TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a row goes some time after it has expired, at most two days; what has no time, or one to come, stays', async () => {
  await turn(true);
  await put('soon', at(clock.now() + HOUR_MS));
  await put('later', at(clock.now() + 30 * DAY_MS));
  await put('never');
  await put('words', { ttl: { S: 'tomorrow' } });
  await pass(2 * HOUR_MS);
  expect(await there()).toEqual(['later', 'never', 'soon', 'words']);
  await pass(2 * DAY_MS);
  expect(await there()).toEqual(['later', 'never', 'words']);
  await pass(28 * DAY_MS);
  expect(await there()).toEqual(['later', 'never', 'words']);
  await pass(2 * DAY_MS);
  expect(await there()).toEqual(['never', 'words']);
});

test('a row that was given more time after it had expired stays', async () => {
  await turn(true);
  await put('kept', at(clock.now() + HOUR_MS));
  await pass(DAY_MS);
  await put('kept', at(clock.now() + 90 * DAY_MS));
  await pass(80 * DAY_MS);
  expect(await there()).toEqual(['kept']);
});

test('what expired more than five years ago is never deleted', async () => {
  await turn(true);
  await put('ancient', at(clock.now() - 6 * YEAR_MS));
  await put('old', at(clock.now() - 4 * YEAR_MS));
  await pass(3 * DAY_MS);
  expect(await there()).toEqual(['ancient']);
});

test('rows can be had to go at their time', async () => {
  await turn(true);
  db.timeToLive.lateMs = 0;
  await put('gone', at(clock.now() + DAY_MS));
  await pass(DAY_MS);
  expect(await there()).toEqual([]);
});

test('without a time to live nothing goes, and the clock has nothing to wait for', async () => {
  await put('kept', at(clock.now() - HOUR_MS));
  expect(clock.next()).toBeUndefined();
  await pass(5 * DAY_MS);
  expect(await there()).toEqual(['kept']);
});

test('a table in which nothing expires is looked at once after a write, and no more', async () => {
  await turn(true);
  await put('never');
  expect(clock.next()).toBe(clock.now() + 2 * DAY_MS);
  await pass(3 * DAY_MS);
  expect(clock.next()).toBeUndefined();
});
