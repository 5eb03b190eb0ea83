import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Installation, Nonces, Quarantine, Quarantined, Turns } from '../../flows/services.ts';
import { ABSENT, expired, expiry, getRow, keysIn, putRow, type Row, SCHEMA, type Table } from './table.ts';

const NONCE_SECONDS = 10 * 60;
const QUARANTINE_SECONDS = 90 * 24 * 3600;

/** Values that may be used once in a while. */
export function nonceStore(table: Table, token: () => string, now: () => Date): Nonces {
  return {
    use: (value, seconds = NONCE_SECONDS) =>
      putRow(table, `NONCE#${value}`, { ttl: expiry(now(), seconds) }, token(), {
        expression: 'attribute_not_exists(pk) OR #ttl <= :now',
        names: { '#ttl': 'ttl' },
        values: { ':now': Math.floor(now().getTime() / 1000) },
      }),
    async used(value) {
      const row = await getRow(table, `NONCE#${value}`);
      return row !== undefined && !expired(row, now());
    },
  };
}

/** Turns that are taken once, by whoever comes first. */
export function turnStore(table: Table, token: () => string, now: () => Date): Turns {
  return {
    async take(name, who, seconds, over = who) {
      const pk = `TURN#${name}`;
      const free = 'attribute_not_exists(pk) OR #ttl <= :now OR #who = :over';
      const mine = await putRow(table, pk, { who, ttl: expiry(now(), seconds) }, token(), {
        expression: free,
        names: { '#ttl': 'ttl', '#who': 'who' },
        values: { ':now': Math.floor(now().getTime() / 1000), ':over': over },
      });
      return mine ? who : z.string().parse((await getRow(table, pk))?.who);
    },
  };
}

const Pause = z.object({ by: z.string(), at: z.string() });

/** What is true of the installation as a whole. */
export function installationStore(table: Table, token: () => string, now: () => Date): Installation {
  let installedAt: Date | undefined;
  return {
    async at() {
      if (installedAt) return installedAt;
      const at = now().toISOString();
      const first = await putRow(table, 'INSTALLATION', { at }, token(), ABSENT);
      installedAt = new Date(first ? at : String((await getRow(table, 'INSTALLATION'))?.at));
      return installedAt;
    },
    async began(at) {
      const earlier = { expression: 'attribute_not_exists(pk) OR #at > :at', names: { '#at': 'at' }, values: { ':at': at.toISOString() } };
      await putRow(table, 'INSTALLATION', { at: at.toISOString() }, token(), earlier);
      installedAt = undefined;
    },
    async paused() {
      const row = await getRow(table, 'PAUSE');
      return row?.paused ? Pause.parse(row.paused) : undefined;
    },
    async setPaused(paused) {
      await overwrite(table, 'PAUSE', paused ? { paused } : {});
    },
  };
}

const QuarantinedRow = z.object({
  at: z.string(),
  because: z.string(),
  id: z.string().optional(),
  productArn: z.string().optional(),
  body: z.string().optional(),
});

/** Findings that could not be understood, kept for 90 days for whoever wants to know why. */
export function quarantineStore(table: Table, token: () => string, now: () => Date): Quarantine {
  return {
    async put(item: Quarantined) {
      const row: Row = { ...item, ttl: expiry(now(), QUARANTINE_SECONDS), listIn: 'QUARANTINE', listOrder: item.at };
      await overwrite(table, `QUARANTINE#${item.at}#${token()}`, row);
    },
    async newest(limit) {
      const keys = await keysIn(table, 'list', 'QUARANTINE', { limit, newestFirst: true });
      const rows = await Promise.all(keys.map(({ pk }) => getRow(table, pk)));
      return rows.flatMap((row) => (row && !expired(row, now()) ? [QuarantinedRow.parse(row)] : []));
    },
  };
}

/** A snapshot somebody took of something outside, as JSON text with the time it was taken. */
export interface SnapshotStore {
  get(name: string): Promise<{ json: string; at: Date } | undefined>;
  put(name: string, json: string): Promise<void>;
}

/** Kept for `keepSeconds`, so that it outlives the service it was taken from by that much and no more. */
export function snapshotStore(table: Table, now: () => Date, keepSeconds: number): SnapshotStore {
  return {
    async get(name) {
      const row = await getRow(table, `SNAPSHOT#${name}`);
      if (!row || expired(row, now())) return undefined;
      return { json: z.string().parse(row.json), at: new Date(z.number().parse(row.at)) };
    },
    put: (name, json) => overwrite(table, `SNAPSHOT#${name}`, { json, at: now().getTime(), ttl: expiry(now(), keepSeconds) }),
  };
}

async function overwrite({ db, name }: Table, pk: string, row: Row): Promise<void> {
  await db.send(new PutCommand({ TableName: name, Item: { ...row, pk, schema: SCHEMA } }));
}
