import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Row, Table } from './table.ts';

/** All rows of one chain of the audit table as they stand there, by place. */
export async function chainRows({ db, name }: Table, chain: string): Promise<Row[]> {
  const found: Row[] = [];
  let from: Row | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: '#c = :c',
        ExpressionAttributeNames: { '#c': 'chain' },
        ExpressionAttributeValues: { ':c': chain },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}
