import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { HOME_OPEN_MS, HOME_PACE_MS } from '../../domain/home.ts';
import type { Homes } from '../../flows/services.ts';
import { expiry, getRow, keysIn, SCHEMA, type Table } from './table.ts';

const ALL = 'HOMES';
const pkOf = (who: string) => `HOME#${who}`;
const KEPT_SECONDS = 3600;
/** More than can be drawn anyway: Slack takes about a hundred views a minute. */
const MOST_OPEN = 500;

/** What was to be drawn and was not begun within this time was lost on its way. */
const LOST_MS = 5_000;
/** A wait that ends this soon is over: clocks differ by as much, and whoever waited must not take themselves for another. */
const NEARLY_MS = 500;
/** So long it is taken for true that nobody has theirs open. Whoever opens theirs meanwhile has it drawn a second time. */
const NOBODY_MS = 1_000;

const Together = z.object({ openUntil: z.number().default(0), staleAt: z.number().optional() });
const One = z.object({ openedAt: z.number().default(0), nextAt: z.number().default(0), waitingAt: z.number().optional() });

/** A row for each person who opened their Home lately, and one for all of them together. */
export function homeStore(table: Table, now: () => Date): Homes {
  const { db, name } = table;
  let nobodyUntil = 0;

  /** False when the condition does not hold. */
  async function update(pk: string, expression: string, values: Record<string, unknown>, condition?: string): Promise<boolean> {
    try {
      await db.send(
        new UpdateCommand({
          TableName: name,
          Key: { pk },
          UpdateExpression: expression,
          ...(condition !== undefined && { ConditionExpression: condition }),
          ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
          ...(expression.includes('#ttl') && { ExpressionAttributeNames: { '#ttl': 'ttl', '#schema': 'schema' } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  const together = async () => Together.parse((await getRow(table, ALL)) ?? {});

  return {
    async opened(who) {
      const at = now().getTime();
      nobodyUntil = 0;
      const values = {
        ':at': at,
        ':all': ALL,
        ':order': `${now().toISOString()}#${who}`,
        ':ttl': expiry(now(), KEPT_SECONDS),
        ':s': SCHEMA,
      };
      await update(pkOf(who), 'SET openedAt = :at, listIn = :all, listOrder = :order, #ttl = :ttl, #schema = :s', values);
      await update(ALL, 'SET openUntil = :until', { ':until': at + HOME_OPEN_MS });
    },

    async open() {
      const oldest = new Date(now().getTime() - HOME_OPEN_MS).toISOString();
      const keys = await keysIn(table, 'list', ALL, { limit: MOST_OPEN, newestFirst: true });
      return keys.filter(({ order }) => String(order) > oldest).map(({ pk }) => pk.slice(pkOf('').length));
    },

    async stale() {
      const at = now().getTime();
      if (at < nobodyUntil) return false;
      const { openUntil, staleAt } = await together();
      if (openUntil <= at) {
        nobodyUntil = at + NOBODY_MS;
        return false;
      }
      if (staleAt !== undefined && staleAt > at - LOST_MS) return false;
      const free = 'attribute_not_exists(staleAt) OR staleAt <= :lost';
      return update(ALL, 'SET staleAt = :at', { ':at': at, ':lost': at - LOST_MS }, free);
    },

    async forgotten() {
      const { staleAt, openUntil } = await together();
      return staleAt !== undefined && staleAt <= now().getTime() - LOST_MS && openUntil > staleAt;
    },

    begin: async () => void (await update(ALL, 'REMOVE staleAt', {})),

    async turn(who) {
      const at = now().getTime();
      const one = One.parse((await getRow(table, pkOf(who))) ?? {});
      if (one.openedAt + HOME_OPEN_MS <= at) return { is: 'closed' };
      const free = 'attribute_not_exists(nextAt) OR nextAt <= :at';
      if (await update(pkOf(who), 'SET nextAt = :next REMOVE waitingAt', { ':next': at + HOME_PACE_MS, ':at': at }, free))
        return { is: 'now' };
      const { nextAt } = One.parse((await getRow(table, pkOf(who))) ?? {});
      const alone = 'attribute_not_exists(waitingAt) OR waitingAt <= :nearly';
      const mine = await update(pkOf(who), 'SET waitingAt = :next', { ':next': nextAt, ':nearly': at + NEARLY_MS }, alone);
      return mine ? { is: 'later', at: nextAt } : { is: 'seen to' };
    },

    putOff: async (who, at) => void (await update(pkOf(who), 'SET nextAt = :at, waitingAt = :at', { ':at': at })),
  };
}
