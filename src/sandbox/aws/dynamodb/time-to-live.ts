import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { WireAnswer } from '../../wire.ts';
import type { Json } from '../contract.ts';

/** "Within a few days" of their time (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html). */
const LATE_MS = 2 * 24 * 3600_000;

/** What expired longer ago than this is never deleted (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html). */
const TOO_OLD_S = 5 * 365 * 24 * 3600;

/** How long a change of the setting takes; until then there is no other. */
const SETTLING_MS = 3600_000;

const Update = z.object({ TableName: z.string(), TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }) });
const Named = z.object({ TableName: z.string() });
const Described = z.object({ Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }) });
const Scanned = z.object({ Items: z.array(z.record(z.string(), z.unknown())), LastEvaluatedKey: z.unknown().optional() });
const Seconds = z.object({ N: z.coerce.number() });

/** Asks dynalite itself, past all faults. */
export type Ask = (operation: string, body: Json) => Promise<WireAnswer>;

/**
 * The time to live of rows, which dynalite does not have: it is turned on over the wire, and what has expired goes some time after
 * that on the clock. It is looked at once a while after a write, and when the next row has been expired for that long; never else.
 */
export function timeToLive(ask: Ask, clock: Clock, deleted: () => void) {
  const lateness = { lateMs: LATE_MS };
  const attributes = new Map<string, string>();
  const changedAt = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  let next: { at: number; callOff: () => void } | undefined;

  function lookAt(at: number): void {
    if (next && next.at <= at) return;
    next?.callOff();
    const callOff = clock.at(at, () => {
      next = undefined;
      const sweeping = sweep(clock.now()).finally(() => underWay.delete(sweeping));
      underWay.add(sweeping);
    });
    next = { at, callOff };
  }

  /** The clock may be moved on while this is at it: what expires later is for the next. */
  async function sweep(now: number): Promise<void> {
    const ahead: number[] = [];
    for (const [table, attribute] of attributes) ahead.push(...(await deleteExpired(table, attribute, now / 1000)));
    if (ahead.length > 0) lookAt(Math.min(...ahead) * 1000 + lateness.lateMs);
  }

  /** Resolves to when the others will have expired, the soonest of each page. */
  async function deleteExpired(TableName: string, attribute: string, now: number): Promise<number[]> {
    const keys = await keysOf(TableName);
    const names = Object.fromEntries([attribute, ...keys].map((name, i) => [`#${i}`, name]));
    const ahead: number[] = [];
    let ExclusiveStartKey: unknown;
    do {
      const shape = { ProjectionExpression: Object.keys(names).join(', '), ExpressionAttributeNames: names };
      const { status, body } = await ask('Scan', { TableName, ConsistentRead: true, ...shape, ExclusiveStartKey });
      if (status !== 200) return ahead; // The table was deleted meanwhile.
      const page = Scanned.parse(JSON.parse(String(body)));
      for (const item of page.Items) {
        const at = Seconds.safeParse(item[attribute]).data?.N;
        if (at === undefined || at < now - TOO_OLD_S) continue;
        if (at > now) ahead.push(at);
        else await drop(TableName, attribute, Object.fromEntries(keys.map((key) => [key, item[key]])), now);
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return ahead.length === 0 ? [] : [ahead.reduce((a, b) => Math.min(a, b))];
  }

  /** What was given more time, or none, since it was read stays. */
  async function drop(TableName: string, attribute: string, Key: Json, now: number): Promise<void> {
    const { status } = await ask('DeleteItem', {
      TableName,
      Key,
      ConditionExpression: '#ttl <= :now',
      ExpressionAttributeNames: { '#ttl': attribute },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(now)) } },
    });
    if (status === 200) deleted();
  }

  async function keysOf(TableName: string): Promise<string[]> {
    const { status, body } = await ask('DescribeTable', { TableName });
    return status === 200 ? Described.parse(JSON.parse(String(body))).Table.KeySchema.map(({ AttributeName }) => AttributeName) : [];
  }

  async function update(body: string): Promise<WireAnswer> {
    const { TableName, TimeToLiveSpecification: wanted } = Update.parse(JSON.parse(body));
    const found = await ask('DescribeTable', { TableName });
    if (found.status !== 200) return found;
    const is = attributes.get(TableName);
    if (wanted.Enabled === (is !== undefined)) return invalid(`TimeToLive is already ${wanted.Enabled ? 'enabled' : 'disabled'}`);
    if (is !== undefined && is !== wanted.AttributeName)
      return invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${is}`);
    if (clock.now() - (changedAt.get(TableName) ?? -Infinity) < SETTLING_MS)
      return invalid('Time to live has been modified multiple times within a fixed interval');
    changedAt.set(TableName, clock.now());
    if (wanted.Enabled) attributes.set(TableName, wanted.AttributeName);
    else attributes.delete(TableName);
    written();
    return { status: 200, headers: JSON_1_0, body: { TimeToLiveSpecification: wanted } };
  }

  function written(): void {
    if (attributes.size > 0) lookAt(clock.now() + lateness.lateMs);
  }

  return {
    lateness,
    written,
    busy: () => underWay.size,
    /** Undefined: dynalite has the answer. */
    async answer(operation: string, body: string): Promise<WireAnswer | undefined> {
      if (operation === 'UpdateTimeToLive') return update(body);
      if (operation !== 'DescribeTimeToLive') return undefined;
      const AttributeName = attributes.get(Named.parse(JSON.parse(body)).TableName);
      if (AttributeName === undefined) return undefined;
      return { status: 200, headers: JSON_1_0, body: { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName } } };
    },
    /** The setting goes with its table. */
    tableDeleted(body: string): void {
      const { TableName } = Named.parse(JSON.parse(body));
      attributes.delete(TableName);
      changedAt.delete(TableName);
    },
    async stop(): Promise<void> {
      attributes.clear();
      await Promise.allSettled(underWay);
      next?.callOff();
    },
  };
}

const JSON_1_0 = { 'content-type': 'application/x-amz-json-1.0' };

const invalid = (message: string): WireAnswer => ({
  status: 400,
  headers: JSON_1_0,
  body: { __type: 'com.amazon.coral.validate#ValidationException', message },
});
