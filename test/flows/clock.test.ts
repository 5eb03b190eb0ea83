import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { pagesOf } from '../support/outlets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

/** Many minutes of many cards go by. */
vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const pauses = async () => {
  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub pause all');
  await world.minutes(1);
};

const cardKeys = async (): Promise<string[]> =>
  (await world.dynamodb.scan(world.config.tables.table)).flatMap(({ pk }) => /^CARD#(.*)/.exec(String(pk))?.[1] ?? []);

/** As many cards as that which were posted and have changed since, like the one that is there. */
async function changedCards(count: number): Promise<void> {
  const { cards } = world.services;
  const card = await cards.get((await cardKeys())[0] ?? '');
  if (card?.state !== 'POSTED') throw new Error('There is no card to be like');
  for (let i = 0; i < count; i++) {
    const key = ((i * 37) % 256).toString(16).padStart(2, '0').padEnd(32, '0');
    await cards.change(key, () => ({ ...card, key, want: 'changed', notBefore: world.clock.now() + 45_000, outgoing: [] }));
  }
}

/** Writes into the row of a card what no version of shub that runs here can read. */
async function spoils(key: string): Promise<void> {
  const rows = new DynamoDBClient({ region: 'eu-west-1', endpoint: world.dynamodb.url });
  try {
    await rows.send(
      new UpdateItemCommand({
        TableName: world.config.tables.table,
        Key: { pk: { S: `CARD#${key}` } },
        UpdateExpression: 'SET #state = :state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': { S: 'FLYING' } },
      }),
    );
  } finally {
    rows.destroy();
  }
}

test('a page waits for no pause, even when more than two hundred cards that were changed do', async () => {
  await world.arrives(aGuardDutyAsff({ Id: 'before' }));
  await pauses();
  await changedCards(201);
  await world.minutes(2);

  await world.arrives(aGuardDutyAsff({ Id: 'now', Severity: { Label: 'CRITICAL' } }));
  await world.minutes(6);
  expect(pagesOf(world).map(({ findingId }) => findingId)).toEqual(['before', 'now']);
});

test('a row that cannot be read keeps nobody else from being paged', async () => {
  await pauses();
  await world.arrives(aGuardDutyAsff({ Id: 'spoilt' }));
  const [spoilt = ''] = await cardKeys();
  await spoils(spoilt);
  await world.arrives(aGuardDutyAsff({ Id: 'good' }));
  await world.minutes(12);
  expect(pagesOf(world).map(({ findingId }) => findingId)).toEqual(['good']);
  expect(world.counted('CardsNotSeenTo')).toBeGreaterThan(0);
});
