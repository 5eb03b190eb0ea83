import * as z from 'zod';
import { PressAction } from '../../domain/card.ts';
import { Severity } from '../../domain/finding.ts';
import { Snapshot } from '../../domain/report-snapshot.ts';
import type { History } from '../../flows/services.ts';
import { PRESSED } from './intents.ts';
import { ABSENT, expired, expiry, getRow, keysIn, putRow, type Table } from './table.ts';

const pkOf = (day: string) => `SCORE#${day}`;
const KEPT_SECONDS = 400 * 24 * 3600;

/** A test card is about nothing, so how fast it was pressed says nothing. */
const Raised = z.object({
  createdAt: z.string(),
  severity: Severity,
  source: z.object({ account: z.string() }).optional(),
  subject: z.object({ kind: z.string().refine((kind) => kind !== 'test') }),
});

/** One row a day in DynamoDB, and the presses that intents leave behind. */
export function historyStore(table: Table, token: () => string, now: () => Date): History {
  async function read(pk: string): Promise<Snapshot | undefined> {
    const row = await getRow(table, pk);
    return row && !expired(row, now()) ? Snapshot.parse(row) : undefined;
  }

  return {
    has: async (day) => (await read(pkOf(day))) !== undefined,

    keep(snapshot) {
      const row = { ...snapshot, listIn: 'SCORES', listOrder: snapshot.day, ttl: expiry(now(), KEPT_SECONDS) };
      return putRow(table, pkOf(snapshot.day), row, token(), ABSENT);
    },

    async snapshots(days) {
      const keys = await keysIn(table, 'list', 'SCORES', { limit: days, newestFirst: true });
      const oldest = new Date(now().getTime() - days * 24 * 3600 * 1000).toISOString();
      const found = await Promise.all(keys.map(({ pk }) => read(pk)));
      return found
        .filter((snapshot) => snapshot !== undefined)
        .filter(({ at }) => at >= oldest)
        .reverse();
    },

    async handled(since, limit) {
      const keys = await keysIn(table, 'list', PRESSED, { limit, newestFirst: true });
      const presses = keys.flatMap(({ order }) => {
        const [at = '', action, card = ''] = String(order).split('#');
        return at >= since.toISOString() ? [{ at, action: PressAction.parse(action), card }] : [];
      });
      const cards = [...new Set(presses.map(({ card }) => card))];
      const raised = new Map(
        await Promise.all(cards.map(async (card) => [card, Raised.safeParse(await getRow(table, `CARD#${card}`)).data] as const)),
      );
      const known = presses.flatMap((press) => {
        const card = raised.get(press.card);
        if (card === undefined) return [];
        const { createdAt: raisedAt, severity, source } = card;
        return [{ ...press, raisedAt, severity, ...(source && { account: source.account }) }];
      });
      return { presses: known, cut: presses.length >= limit };
    },
  };
}
