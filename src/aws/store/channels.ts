import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { ChannelState, Channels } from '../../flows/services.ts';
import { getRow, keysIn, type Table } from './table.ts';

const Stored = z
  .object({
    channel: z.string(),
    wanted: z.number().default(0),
    pausedUntil: z.number().optional(),
    paused: z.object({ by: z.string(), at: z.string() }).optional(),
    lastPostAt: z.number().optional(),
    leaseUntil: z.number().optional(),
    health: z.enum(['ok', 'broken']).default('ok'),
    healthReason: z.string().optional(),
    lookedAt: z.number().optional(),
  })
  .transform((row): ChannelState => row);

const pkOf = (channel: string) => `CHANNEL#${channel}`;

interface Update {
  set?: Record<string, unknown>;
  remove?: string[];
  add?: Record<string, number>;
  condition?: { expression: string; names?: Record<string, string>; values?: Record<string, unknown> };
}

/** Channels with work. Each write touches its own attributes only: a wake and a lease never overwrite one another. */
export function channelStore(table: Table, now: () => Date): Channels {
  const get: Channels['get'] = async (channel) => {
    const row = await getRow(table, pkOf(channel));
    return row && Stored.parse(row);
  };

  /** False when the condition does not hold. */
  async function update(channel: string, { set = {}, remove = [], add = {}, condition }: Update): Promise<boolean> {
    const named = Object.entries({ channel, listIn: 'CHANNELS', listOrder: channel, ...set });
    const parts = [
      `SET ${named.map((_, i) => `#s${i} = :s${i}`).join(', ')}`,
      ...(remove.length > 0 ? [`REMOVE ${remove.map((_, i) => `#r${i}`).join(', ')}`] : []),
      ...(Object.keys(add).length > 0
        ? [
            `ADD ${Object.keys(add)
              .map((_, i) => `#a${i} :a${i}`)
              .join(', ')}`,
          ]
        : []),
    ];
    try {
      await table.db.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk: pkOf(channel) },
          UpdateExpression: parts.join(' '),
          ...(condition && { ConditionExpression: condition.expression }),
          ExpressionAttributeNames: {
            ...Object.fromEntries(named.map(([name], i) => [`#s${i}`, name])),
            ...Object.fromEntries(remove.map((name, i) => [`#r${i}`, name])),
            ...Object.fromEntries(Object.keys(add).map((name, i) => [`#a${i}`, name])),
            ...condition?.names,
          },
          ExpressionAttributeValues: {
            ...Object.fromEntries(named.map(([, value], i) => [`:s${i}`, value])),
            ...Object.fromEntries(Object.values(add).map((value, i) => [`:a${i}`, value])),
            ...condition?.values,
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    get,

    async all() {
      const keys = await keysIn(table, 'list', 'CHANNELS', { limit: 10_000 });
      const states = await Promise.all(keys.map(({ pk }) => get(pk.slice('CHANNEL#'.length))));
      return states.filter((state) => state !== undefined);
    },

    async wake(channel) {
      await update(channel, { add: { wanted: 1 } });
    },

    async take(channel, token, until) {
      const taken = await update(channel, {
        set: { lease: token, leaseUntil: until.getTime() },
        // Free, run out, or our own: the answer to an earlier try was lost.
        condition: {
          expression: 'attribute_not_exists(#lease) OR #until <= :now OR #lease = :token',
          names: { '#lease': 'lease', '#until': 'leaseUntil' },
          values: { ':now': now().getTime(), ':token': token },
        },
      });
      return taken ? get(channel) : undefined;
    },

    renew: (channel, token, until, lastPostAt) =>
      update(channel, {
        set: { leaseUntil: until.getTime(), ...(lastPostAt && { lastPostAt: lastPostAt.getTime() }) },
        condition: {
          expression: '#lease = :token AND attribute_not_exists(#paused) AND (attribute_not_exists(#held) OR #held <= :now)',
          names: { '#lease': 'lease', '#paused': 'paused', '#held': 'pausedUntil' },
          values: { ':token': token, ':now': now().getTime() },
        },
      }),

    async release(channel, token, wanted) {
      const released = await update(channel, {
        remove: ['lease', 'leaseUntil'],
        condition: {
          expression: '#lease = :token AND (attribute_not_exists(#wanted) OR #wanted = :seen)',
          names: { '#lease': 'lease', '#wanted': 'wanted' },
          values: { ':token': token, ':seen': wanted },
        },
      });
      if (released) return true;
      // Not ours any more means given up as well: the answer to our own release may have been lost.
      const row = await getRow(table, pkOf(channel));
      return row?.lease !== token;
    },

    async hold(channel, until) {
      await update(channel, {
        set: { pausedUntil: until.getTime() },
        // Of two answers the longer one holds, whichever comes last.
        condition: {
          expression: 'attribute_not_exists(#held) OR #held < :until',
          names: { '#held': 'pausedUntil' },
          values: { ':until': until.getTime() },
        },
      });
    },

    wakeAt: (channel, at) =>
      update(channel, {
        set: { wakeAt: at.getTime() },
        condition: {
          expression: 'attribute_not_exists(#at) OR #at <= :now OR #at > :at',
          names: { '#at': 'wakeAt' },
          values: { ':now': now().getTime(), ':at': at.getTime() },
        },
      }),

    async setPaused(channel, paused) {
      await update(channel, paused ? { set: { paused } } : { remove: ['paused'] });
    },

    async setHealth(channel, health, reason) {
      await update(channel, {
        set: { health, lookedAt: now().getTime(), ...(reason && { healthReason: reason }) },
        remove: reason ? [] : ['healthReason'],
      });
    },
  };
}
