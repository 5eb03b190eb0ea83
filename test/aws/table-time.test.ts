import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tableTime } from '../../src/aws/table-time.ts';
import { startDynamoDB } from '../../src/sandbox/aws/dynamodb/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';
import { memoryLog } from '../support/memory.ts';

const START = Date.UTC(2026, 2, 2, 9, 0, 0, 600);

let clock: ReturnType<typeof movableClock>;
let emulator: Awaited<ReturnType<typeof startDynamoDB>>;
let db: DynamoDBClient;
let off: number;
let time: () => Date;

beforeEach(async () => {
  clock = movableClock({ start: START, runs: false });
  emulator = await startDynamoDB({ clock });
  db = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint: emulator.url,
    credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    maxAttempts: 1,
  });
  off = 0;
  time = tableTime(db, { now: () => new Date(clock.now() + off), log: memoryLog() });
});
afterEach(async () => {
  db.destroy();
  clock.stop();
  await emulator.stop();
});

const wrongBy = () => time().getTime() - clock.now();
const asks = () => db.send(new ListTablesCommand());

test('a clock that is right to the second is left as it is', async () => {
  for (const ms of [0, 250, -250]) {
    off = ms;
    await asks();
    expect(wrongBy()).toBe(ms);
  }
});

test.each([300_000, -300_000, 86_400_000])('one answer is enough for a clock that is off by %i ms', async (ms) => {
  off = ms;
  expect(wrongBy()).toBe(ms);
  await asks();
  expect(Math.abs(wrongBy())).toBeLessThan(1_000);
});

test('a refusal tells the time as well', async () => {
  off = 300_000;
  await expect(db.send(new DescribeTableCommand({ TableName: 'none' }))).rejects.toThrow('not found');
  expect(Math.abs(wrongBy())).toBeLessThan(1_000);
});

test('an answer that was long on its way proves nothing against a clock that is right', async () => {
  const dated = { status: 200, headers: { date: new Date(START).toUTCString() }, body: { TableNames: [] } };
  const halfAMinutePasses = () => clock.advance(30_000).then(() => true);
  emulator.faults.add({ operation: 'ListTables', fault: { do: 'answer', answer: dated }, when: () => Boolean(halfAMinutePasses()) });
  await asks();
  expect(clock.now()).toBe(START + 30_000);
  expect(wrongBy()).toBe(0);
});

test('a clock that is put right meanwhile is gone by again', async () => {
  off = 300_000;
  await asks();
  off = 0;
  await asks();
  expect(Math.abs(wrongBy())).toBeLessThan(1_000);
});
