import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { INDEXES, TTL } from './table.ts';

const attribute = (AttributeName: string, AttributeType: 'S' | 'N' = 'S'): AttributeDefinition => ({ AttributeName, AttributeType });

const index = (IndexName: keyof typeof INDEXES): GlobalSecondaryIndex => ({
  IndexName,
  KeySchema: [
    { AttributeName: INDEXES[IndexName].partition, KeyType: 'HASH' },
    { AttributeName: INDEXES[IndexName].sort, KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'KEYS_ONLY' },
});

/** Makes the two tables where a stack has not: the main one and the audit trail. Safe to repeat; resolves when both are usable. */
export async function createTables(client: DynamoDBClient, names: { table: string; auditTable: string }): Promise<void> {
  await create(client, {
    TableName: names.table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      attribute('pk'),
      ...Object.values(INDEXES).flatMap(({ partition, sort }) => [attribute(partition), attribute(sort, sort === 'dueAt' ? 'N' : 'S')]),
    ],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [index('dirty'), index('due'), index('list')],
  });
  await create(client, {
    TableName: names.auditTable,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [attribute('chain'), attribute('place', 'N')],
    KeySchema: [
      { AttributeName: 'chain', KeyType: 'HASH' },
      { AttributeName: 'place', KeyType: 'RANGE' },
    ],
  });
}

/** Whether there is a table of this name, in whatever state. */
export async function hasTable(client: DynamoDBClient, name: string): Promise<boolean> {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

async function create(client: DynamoDBClient, definition: ConstructorParameters<typeof CreateTableCommand>[0]): Promise<void> {
  try {
    await client.send(new CreateTableCommand(definition));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  for (let attempt = 0; attempt < 200; attempt++) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: definition.TableName }));
    if (Table?.TableStatus === 'ACTIVE') return letRowsExpire(client, definition.TableName);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Table ${definition.TableName} did not become ACTIVE`);
}

/** Turning on what is on already is an error there. */
async function letRowsExpire(client: DynamoDBClient, TableName: string | undefined): Promise<void> {
  const { TimeToLiveDescription: is } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (is?.TimeToLiveStatus === 'ENABLED' || is?.TimeToLiveStatus === 'ENABLING') return;
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: TTL, Enabled: true } }));
}
