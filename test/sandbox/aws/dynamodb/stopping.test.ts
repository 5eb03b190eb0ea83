import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { startDynamoDB } from '../../../../src/sandbox/aws/dynamodb/emulator.ts';

test('whoever reads a table while it is being stopped still gets an answer, and afterwards a refusal', async () => {
  const dynamodb = await startDynamoDB();
  const client = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint: dynamodb.url,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: 'things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  await client.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'one' } } }));
  client.destroy();

  const reads = Array.from({ length: 20 }, () => dynamodb.scan('things'));
  await dynamodb.stop();
  expect(await Promise.all(reads)).toEqual(Array(20).fill([{ pk: 'one' }]));
  await expect(dynamodb.scan('things')).rejects.toThrow('has been stopped');
});
