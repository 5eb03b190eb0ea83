import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

/** Raised when the shape of stored rows changes; a reader of an older shape lifts it. */
export const SCHEMA = 1;

/** The table as its adapters see it: rows by one key, three sparse KEYS_ONLY indexes, single-row conditional writes only. */
export interface Table {
  db: DynamoDBDocumentClient;
  name: string;
}

export type Row = Record<string, unknown>;

/** `dirty` is the delivery queue, `due` the clock's, `list` everything that is listed by kind. */
export const INDEXES = {
  dirty: { partition: 'dirtyIn', sort: 'dirtyOrder' },
  due: { partition: 'dueIn', sort: 'dueAt' },
  list: { partition: 'listIn', sort: 'listOrder' },
} as const;

/** The attribute by which DynamoDB lets rows expire. */
export const TTL = 'ttl';

/** Strongly consistent. */
export async function getRow({ db, name }: Table, pk: string): Promise<Row | undefined> {
  const { Item } = await db.send(new GetCommand({ TableName: name, Key: { pk }, ConsistentRead: true }));
  return Item;
}

interface Condition {
  expression: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

/**
 * Writes the whole row if the condition holds; false if it does not. A row carries who wrote it, because the SDK repeats
 * a write whose answer was lost, and the repetition then fails the condition that the first one fulfilled.
 */
export async function putRow({ db, name }: Table, pk: string, row: Row, writer: string, condition: Condition): Promise<boolean> {
  try {
    await db.send(
      new PutCommand({
        TableName: name,
        Item: { ...row, pk, writer, schema: SCHEMA },
        ConditionExpression: condition.expression,
        ...(condition.names && { ExpressionAttributeNames: condition.names }),
        ...(condition.values && { ExpressionAttributeValues: condition.values }),
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const stored = await getRow({ db, name }, pk);
    return stored?.writer === writer;
  }
}

export const ABSENT: Condition = { expression: 'attribute_not_exists(pk)' };

/** Keys of one partition of an index in its order, at most `limit`. Indexes lag: read the row itself before acting on it. */
export async function keysIn(
  { db, name }: Table,
  index: keyof typeof INDEXES,
  partition: string,
  options: { limit: number; newestFirst?: boolean } & ({ upTo?: string | number } | { startingWith: string }),
): Promise<{ pk: string; order: unknown }[]> {
  const keys = INDEXES[index];
  const range = rangeOf(options);
  const found: { pk: string; order: unknown }[] = [];
  let from: Row | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: name,
        IndexName: index,
        KeyConditionExpression: range ? `#p = :p AND ${range.condition}` : '#p = :p',
        ExpressionAttributeNames: { '#p': keys.partition, ...(range && { '#s': keys.sort }) },
        ExpressionAttributeValues: { ':p': partition, ...(range && { ':s': range.value }) },
        Limit: Math.min(options.limit - found.length, 1000),
        ScanIndexForward: !options.newestFirst,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const item of page.Items ?? []) found.push({ pk: String(item.pk), order: item[keys.sort] });
    from = page.LastEvaluatedKey;
  } while (from && found.length < options.limit);
  return found;
}

function rangeOf(options: { upTo?: string | number } | { startingWith: string }) {
  if ('startingWith' in options) return { condition: 'begins_with(#s, :s)', value: options.startingWith };
  return options.upTo === undefined ? undefined : { condition: '#s <= :s', value: options.upTo };
}

/**
 * Seconds since 1970 for DynamoDB's time to live, which deletes days late: whoever reads a row that must not be used after its
 * time checks with `expired` as well.
 */
export const expiry = (now: Date, seconds: number): number => Math.floor(now.getTime() / 1000) + seconds;

export const expired = (row: Row, now: Date): boolean => typeof row.ttl === 'number' && row.ttl <= now.getTime() / 1000;

/** The attribute for a row that may go then; none for one that stays. */
export const expiringAt = (at: Date | undefined): Row => (at ? { [TTL]: Math.floor(at.getTime() / 1000) } : {});
