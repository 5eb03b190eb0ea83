import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ProductKind } from '../../domain/finding.ts';
import type { Beat, Heartbeats } from '../../flows/services.ts';
import { getRow, SCHEMA, type Table } from './table.ts';

const KEY = 'HEARTBEATS';
const OFTEN_MS = 60_000;

const Times = z.partialRecord(
  z.enum(['clock', ...ProductKind.options] satisfies Beat[]),
  z.number().transform((at) => new Date(at)),
);

/** One row with a time for each; a process writes each at most once a minute, so that a storm of events costs nothing. */
export function heartbeatStore({ db, name }: Table, now: () => Date): Heartbeats {
  const noted = new Map<Beat, number>();
  return {
    async beat(what) {
      const at = now().getTime();
      if (at - (noted.get(what) ?? 0) < OFTEN_MS) return;
      await db.send(
        new UpdateCommand({
          TableName: name,
          Key: { pk: KEY },
          UpdateExpression: 'SET #what = :at, #schema = :schema',
          ExpressionAttributeNames: { '#what': what, '#schema': 'schema' },
          ExpressionAttributeValues: { ':at': at, ':schema': SCHEMA },
        }),
      );
      noted.set(what, at);
    },

    async last() {
      const { pk: _pk, schema: _schema, ...times } = (await getRow({ db, name }, KEY)) ?? {};
      return Times.parse(times);
    },
  };
}
