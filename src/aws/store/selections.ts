import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { Part, Selection } from '../../domain/bulk.ts';
import type { Selections } from '../../flows/services.ts';
import { expired, expiry, getRow, type Row, SCHEMA, type Table } from './table.ts';

const KEPT_SECONDS = 24 * 3600;

/**
 * Selections in DynamoDB, a row for each part: a hundred findings with their identifiers at their longest are some 150 KB, and a
 * row may have 400 (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
 */
export function selectionStore({ db, name }: Table, now: () => Date): Selections {
  const pkOf = (id: string, number?: number) => (number === undefined ? `SELECTION#${id}` : `SELECTION#${id}#${number}`);

  async function write(pk: string, row: Row): Promise<void> {
    await db.send(new PutCommand({ TableName: name, Item: { ...row, pk, schema: SCHEMA, ttl: expiry(now(), KEPT_SECONDS) } }));
  }

  return {
    async keep(selection, parts) {
      for (const [number, part] of parts.entries()) await write(pkOf(selection.id, number), part);
      await write(pkOf(selection.id), selection);
    },

    async get(id) {
      const row = await getRow({ db, name }, pkOf(id));
      return row && !expired(row, now()) ? Selection.parse(row) : undefined;
    },

    async part(id, number) {
      const row = await getRow({ db, name }, pkOf(id, number));
      if (!row) throw new Error(`Part ${number} of selection ${id} is gone`);
      return Part.parse(row);
    },

    save: (id, number, part) => write(pkOf(id, number), part),
  };
}
