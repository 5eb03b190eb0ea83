import { gzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { World } from '../../src/sandbox/world.ts';

const TABLE = 'shub-audit';

/** A row of the audit table: where it stands, and what it was written about. */
const AuditRow = z.object({
  chain: z.string(),
  place: z.number(),
  action: z.string().optional(),
  phase: z.string().optional(),
  result: z.string().optional(),
});
export type AuditRow = z.infer<typeof AuditRow>;

type Way = (db: DynamoDBDocumentClient, key: Pick<AuditRow, 'chain' | 'place'>) => Promise<unknown>;

/** Somebody with access to the audit table gets at the last of these rows, past shub. Returns which it was. */
export async function tamper(
  dynamodb: Pick<World['dynamodb'], 'url' | 'scan'>,
  these: (row: AuditRow) => boolean,
  how: Way,
): Promise<AuditRow> {
  const client = new DynamoDBClient({ region: 'eu-west-1', endpoint: dynamodb.url });
  const rows = (await dynamodb.scan(TABLE)).map((row) => AuditRow.parse(row)).filter(these);
  const last = rows.sort((a, b) => a.place - b.place).at(-1);
  if (!last) throw new Error('There is no such row');
  await how(DynamoDBDocumentClient.from(client), { chain: last.chain, place: last.place });
  client.destroy();
  return last;
}

/** Writes something else into a field of the row. */
export function another(field: string, value: unknown): Way {
  return (db, Key) =>
    db.send(
      new UpdateCommand({
        TableName: TABLE,
        Key,
        UpdateExpression: 'SET #f = :v',
        ExpressionAttributeNames: { '#f': field },
        ExpressionAttributeValues: { ':v': value },
      }),
    );
}

export const anotherCopy = another('content', gzipSync('{"Id":"harmless"}'));

export const removed: Way = (db, Key) => db.send(new DeleteCommand({ TableName: TABLE, Key }));

/** The chain of a finding, unlike what stands beside it. */
export const ofFinding = ({ chain }: AuditRow): boolean => /^[0-9a-f]{32}$/.test(chain);
