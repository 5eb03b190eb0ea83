import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Budgets, LimitedMethod } from '../../flows/services.ts';
import { expiry, SCHEMA, type Table } from './table.ts';

const WINDOW_MS = 10_000;

/**
 * What may be called in ten seconds. A minute touches at most seven such windows, which together stay under Slack's limits:
 * 50 a minute for chat.update and conversations.history, "several hundred" for all posts of a workspace
 * (https://docs.slack.dev/apis/web-api/rate-limits). `spare` is what is left of it for what is not urgent.
 */
const LIMITS: Record<LimitedMethod, { all: number; spare: number }> = {
  'chat.postMessage': { all: 33, spare: 27 },
  'chat.update': { all: 7, spare: 5 },
  'conversations.history': { all: 7, spare: 7 },
  // 100 a minute; whoever has just opened theirs comes first.
  'views.publish': { all: 14, spare: 11 },
};

const LINES_MS = 2_000;

/** One row a method (or a channel) and window, counted up by whoever calls; DynamoDB forgets it by itself. */
export function budgetStore({ db, name }: Table, now: () => Date): Budgets {
  async function take(what: string, most: number, windowMs: number): Promise<number | undefined> {
    const window = Math.floor(now().getTime() / windowMs);
    try {
      await db.send(
        new UpdateCommand({
          TableName: name,
          Key: { pk: `BUDGET#${what}#${window}` },
          UpdateExpression: 'SET #ttl = :ttl, #schema = :schema ADD #used :one',
          ConditionExpression: 'attribute_not_exists(#used) OR #used < :most',
          ExpressionAttributeNames: { '#used': 'used', '#ttl': 'ttl', '#schema': 'schema' },
          ExpressionAttributeValues: { ':one': 1, ':most': most, ':ttl': expiry(now(), 3600), ':schema': SCHEMA },
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return (window + 1) * windowMs;
      throw error;
    }
  }

  /** Uses a window up, whatever was left of it. */
  async function useUp(what: string, window: number): Promise<void> {
    await db.send(
      new UpdateCommand({
        TableName: name,
        Key: { pk: `BUDGET#${what}#${window}` },
        UpdateExpression: 'SET #ttl = :ttl, #schema = :schema, #used = :all',
        ExpressionAttributeNames: { '#used': 'used', '#ttl': 'ttl', '#schema': 'schema' },
        ExpressionAttributeValues: { ':all': 1_000_000, ':ttl': expiry(now(), 3600), ':schema': SCHEMA },
      }),
    );
  }

  return {
    async hold(method, until) {
      const [first, last] = [now().getTime(), until.getTime() - 1].map((time) => Math.floor(time / WINDOW_MS));
      for (let window = first ?? 0; window <= (last ?? -1); window++) await useUp(method, window);
    },
    take: (method, { spare }) => take(method, LIMITS[method][spare ? 'spare' : 'all'], WINDOW_MS),
    takeLine: (channel) => take(`line ${channel}`, 1, LINES_MS),
  };
}
