import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Breaker } from '../../flows/services.ts';
import { getRow, SCHEMA, type Table } from './table.ts';

const KEY = 'BREAKER';
const EVERY_MS = 60_000;

/** So long it is taken for true that Slack takes our token: it is asked before every call, and nearly always does. */
const CLOSED_MS = 1_000;

const Open = z.object({ because: z.string(), nextTry: z.number() });

/** One row for the installation: there is one token. */
export function breakerStore({ db, name }: Table, now: () => Date): Breaker {
  let closedUntil = 0;

  async function update(expression: string, values: Record<string, unknown>, condition?: string): Promise<boolean> {
    try {
      await db.send(
        new UpdateCommand({
          TableName: name,
          Key: { pk: KEY },
          UpdateExpression: expression,
          ...(expression.includes('#schema') && { ExpressionAttributeNames: { '#schema': 'schema' } }),
          ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
          ...(condition && { ConditionExpression: condition }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    async open() {
      const at = now().getTime();
      if (at < closedUntil) return undefined;
      const row = await getRow({ db, name }, KEY);
      if (row?.because !== undefined) return Open.parse(row);
      closedUntil = at + CLOSED_MS;
      return undefined;
    },
    async trip(because) {
      closedUntil = 0;
      const values = { ':because': because, ':next': now().getTime() + EVERY_MS, ':schema': SCHEMA };
      await update('SET because = :because, nextTry = :next, #schema = :schema', values);
    },
    mayTry: () =>
      update(
        'SET nextTry = :next',
        { ':next': now().getTime() + EVERY_MS, ':now': now().getTime() },
        'attribute_exists(because) AND nextTry <= :now',
      ),
    async reset() {
      await update('REMOVE because, nextTry', {});
    },
  };
}
