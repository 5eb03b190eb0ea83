import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asks, presses } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

/** What goes on for minutes, seen by the job that follows a standard which is being switched on. */
let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const notices = (): string[] => world.cards().map(({ text, blocks, attachments }) => textsIn([{ text }, blocks, attachments]).join('\n'));

async function begin(): Promise<void> {
  await asks(world, PEOPLE.admin, '/shub standards');
  await presses(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
}

test('a job that gets no further is given up after ten minutes, and its message says so', async () => {
  await begin();
  world.hub.faults.add({ operation: 'DescribeStandards', fault: { do: 'refuse' } });
  world.hub.faults.add({ operation: 'GetEnabledStandards', fault: { do: 'refuse' } });
  await world.minutes(8);
  expect(notices()).toEqual([expect.not.stringContaining('Given up')]);
  await world.minutes(20);
  expect(notices()).toEqual([expect.stringContaining('Given up')]);
  expect(world.counted('JobsGivenUp')).toBe(1);
});

test('a job that a newer version wrote is left alone and said, and the others go on', async () => {
  const db = DynamoDBDocumentClient.from(new DynamoDBClient({ region: world.config.region, endpoint: world.dynamodb.url }));
  const Item = { pk: 'JOB#newer', id: 'newer', dueIn: 'JOBS', dueAt: 1, state: 'working', work: { kind: 'learnt later' } };
  await db.send(new PutCommand({ TableName: world.config.tables.table, Item }));
  db.destroy();
  await begin();
  await world.minutes(5);
  expect(notices()).toEqual([expect.stringContaining('is on')]);
  expect(world.lines.find(({ event }) => event.startsWith('job not understood'))?.facts.job).toBe('newer');
  expect(world.counted('JobsNotUnderstood')).toBeGreaterThan(0);
});

test('where the channel takes no message, whoever asked is told of the end directly', async () => {
  await asks(world, PEOPLE.admin, '/shub standards');
  world.slack.faults.add({
    operation: 'chat.postMessage',
    when: ({ body }) => body.toString().includes(ALERTS),
    fault: { do: 'answer', answer: { status: 200, body: { ok: false, error: 'is_archived' } } },
  });
  await presses(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
  await world.minutes(5);
  expect(notices()).toEqual([]);
  expect(world.told(PEOPLE.admin).join('\n')).toContain('FSBP 1.0.0 is on');
});

test('what a job has come to is shown later when Slack takes no message at the end', async () => {
  await begin();
  world.slack.faults.add({
    operation: 'chat.update',
    fault: { do: 'answer', answer: { status: 200, body: { ok: false, error: 'internal_error' } } },
    times: 3,
  });
  await world.minutes(10);
  expect(notices()).toEqual([expect.stringContaining('✅ *FSBP 1.0.0 is on*')]);
});
