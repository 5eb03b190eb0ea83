import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createTables } from '../../src/aws/store/definition.ts';
import { TTL } from '../../src/aws/store/table.ts';
import { startDynamoDB } from '../../src/sandbox/aws/dynamodb/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';
import { properties, resources } from './resources.ts';

const Key = z.object({ AttributeName: z.string(), KeyType: z.string() });
const Index = z.object({ IndexName: z.string(), KeySchema: z.array(Key), Projection: z.object({ ProjectionType: z.string() }) });
const Shape = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: z.array(Key),
  GlobalSecondaryIndexes: z.array(Index).default([]),
});

const inOrder = ({ AttributeDefinitions, KeySchema, GlobalSecondaryIndexes }: z.output<typeof Shape>) => ({
  AttributeDefinitions: AttributeDefinitions.toSorted((a, b) => a.AttributeName.localeCompare(b.AttributeName)),
  KeySchema,
  GlobalSecondaryIndexes: GlobalSecondaryIndexes.toSorted((a, b) => a.IndexName.localeCompare(b.IndexName)),
});

let dynamodb: Awaited<ReturnType<typeof startDynamoDB>>;
let client: DynamoDBClient;
beforeAll(async () => {
  dynamodb = await startDynamoDB({ clock: movableClock({ runs: false }) });
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'test' };
  client = new DynamoDBClient({ region: 'eu-west-1', endpoint: dynamodb.url, credentials });
  await createTables(client, { table: 'shub', auditTable: 'shub-audit' });
});
afterAll(async () => {
  client.destroy();
  await dynamodb.stop();
});

test.each([
  ['Table', 'shub'],
  ['AuditTable', 'shub-audit'],
])('%s is deployed as the product makes it itself', async (id, name) => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  expect(inOrder(properties(id, Shape))).toEqual(inOrder(Shape.parse(Table)));
});

test.each([
  ['Table', 'shub'],
  ['AuditTable', 'shub-audit'],
])('rows of %s expire by the attribute that the product writes, whoever made it', async (id, TableName) => {
  expect(resources[id]?.Properties).toMatchObject({ TimeToLiveSpecification: { AttributeName: TTL, Enabled: true } });
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toEqual({ AttributeName: TTL, TimeToLiveStatus: 'ENABLED' });
});

test('tables that are there already are left as they are', async () => {
  await createTables(client, { table: 'shub', auditTable: 'shub-audit' });
  expect(dynamodb.calls.filter(({ operation }) => operation === 'UpdateTimeToLive')).toHaveLength(2);
});

test.each(['Table', 'AuditTable'])('%s outlives its stack and can be taken back to any second', (id) => {
  expect(resources[id]).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  });
});

test('the audit trail cannot be deleted by mistake', () => {
  expect(resources['AuditTable']?.Properties).toMatchObject({ DeletionProtectionEnabled: true });
});
