import * as z from 'zod';
import type { TestWorld } from './world.ts';

/** How far the index of the delivery queue is behind the rows, each entry by itself, as DynamoDB's indexes are. */
export interface Lag {
  /** What has come into it shows only so much later. */
  comesMs: number;
  /** What has left it stands in it for so much longer. */
  leavesMs: number;
}

const Text = z.object({ S: z.string() });
const Put = z.object({ Item: z.object({ pk: Text, dirtyIn: Text.optional(), dirtyOrder: Text.optional() }) });
const Query = z.object({
  IndexName: z.literal('dirty'),
  Limit: z.number(),
  ExpressionAttributeValues: z.object({ ':p': Text, ':s': Text.optional() }),
});

interface Entry {
  pk: string;
  place: string;
  order: string;
  since: number;
  until: number;
}

/** From now on the index of the delivery queue is as far behind as `lag` then says. `late` and `stale` count what it got wrong. */
export function laggingIndex({ dynamodb, clock }: TestWorld, lag: Lag): { late: number; stale: number } {
  const entries: Entry[] = [];
  const wrong = { late: 0, stale: 0 };

  dynamodb.faults.add({
    operation: 'PutItem',
    when({ body }) {
      const put = Put.safeParse(JSON.parse(body.toString()));
      if (!put.success) return false; // another table's
      const { pk, dirtyIn, dirtyOrder } = put.data.Item;
      const [last] = entries.filter((entry) => entry.pk === pk.S).slice(-1);
      if (last?.place === dirtyIn?.S && last?.order === dirtyOrder?.S) return false;
      if (last?.until === Infinity) last.until = clock.now();
      if (dirtyIn && dirtyOrder) entries.push({ pk: pk.S, place: dirtyIn.S, order: dirtyOrder.S, since: clock.now(), until: Infinity });
      return false;
    },
    fault: { do: 'refuse' },
  });

  dynamodb.faults.add({
    operation: 'Query',
    when: ({ body }) => Query.safeParse(JSON.parse(body.toString())).success,
    fault: {
      do: 'answer',
      answer({ body }) {
        const { Limit, ExpressionAttributeValues: of } = Query.parse(JSON.parse(body.toString()));
        const now = clock.now();
        const asked = entries.filter(({ place, order }) => place === of[':p'].S && order.startsWith(of[':s']?.S ?? ''));
        const found = asked.filter(({ since, until }) => since + lag.comesMs <= now && now < until + lag.leavesMs);
        wrong.late += asked.filter(({ since, until }) => since <= now && now < since + lag.comesMs && until === Infinity).length;
        wrong.stale += found.filter(({ until }) => until <= now).length;
        const Items = found
          .sort((a, b) => a.order.localeCompare(b.order))
          .slice(0, Limit)
          .map(({ pk, place, order }) => ({ pk: { S: pk }, dirtyIn: { S: place }, dirtyOrder: { S: order } }));
        return { status: 200, body: { Items, Count: Items.length, ScannedCount: Items.length } };
      },
    },
  });
  return wrong;
}
