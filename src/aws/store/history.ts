import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { PressAction } from '../../domain/card.ts';
import { Severity } from '../../domain/finding.ts';
import { Snapshot } from '../../domain/report-snapshot.ts';
import type { Handled } from '../../domain/report-times.ts';
import type { History } from '../../flows/services.ts';
import { PRESSED, KEPT_SECONDS as PRESSES_KEPT_SECONDS } from './intents.ts';
import { ABSENT, expired, expiry, getRow, keysIn, putRow, SCHEMA, type Table } from './table.ts';

const pkOf = (day: string) => `SCORE#${day}`;
const KEPT_SECONDS = 400 * 24 * 3600;

/** A test card is about nothing, so how fast it was pressed says nothing. */
const Raised = z.object({
  createdAt: z.string(),
  severity: Severity,
  source: z.object({ account: z.string() }).optional(),
  subject: z.object({ kind: z.string().refine((kind) => kind !== 'test') }),
});

/** What one press did to up to a hundred findings: some 20 KB. */
const Many = z.object({
  action: PressAction,
  at: z.string(),
  cards: z.array(
    z.object({
      card: z.string(),
      raisedAt: z.string(),
      severity: Severity,
      account: z.string().exactOptional(),
      findings: z.array(z.string()),
    }),
  ),
});
const MANY = 'PRESSES#';

/** One row a day in DynamoDB, and the presses that intents leave behind. */
export function historyStore(table: Table, token: () => string, now: () => Date): History {
  async function read(pk: string): Promise<Snapshot | undefined> {
    const row = await getRow(table, pk);
    return row && !expired(row, now()) ? Snapshot.parse(row) : undefined;
  }

  async function many(pk: string): Promise<Handled[]> {
    const row = await getRow(table, pk);
    if (!row || expired(row, now())) return [];
    const { action, at, cards } = Many.parse(row);
    return cards.map((card) => ({ ...card, action, at }));
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

    async keepMany(id, many) {
      const listed = { listIn: PRESSED, listOrder: `${many.at}#${many.action}##${id}` };
      const row = { ...Many.parse(many), ...listed, pk: `${MANY}${id}`, schema: SCHEMA, ttl: expiry(now(), PRESSES_KEPT_SECONDS) };
      await table.db.send(new PutCommand({ TableName: table.name, Item: row }));
    },

    async handled(since, limit) {
      const keys = await keysIn(table, 'list', PRESSED, { limit, newestFirst: true });
      const recent = keys.filter(({ order }) => String(order) >= since.toISOString());
      const presses = recent.flatMap(({ pk, order }) => {
        const [at = '', action, card = ''] = String(order).split('#');
        return pk.startsWith(MANY) ? [] : [{ at, action: PressAction.parse(action), card }];
      });
      const cards = [...new Set(presses.map(({ card }) => card))];
      const raised = new Map(
        await Promise.all(cards.map(async (card) => [card, Raised.safeParse(await getRow(table, `CARD#${card}`)).data] as const)),
      );
      const alone = presses.flatMap((press): Handled[] => {
        const card = raised.get(press.card);
        if (card === undefined) return [];
        const { createdAt: raisedAt, severity, source } = card;
        return [{ ...press, raisedAt, severity, ...(source && { account: source.account }) }];
      });
      const together = await Promise.all(recent.filter(({ pk }) => pk.startsWith(MANY)).map(({ pk }) => many(pk)));
      const known = [...alone, ...together.flat()].sort((a, b) => b.at.localeCompare(a.at));
      return { presses: known, cut: recent.length >= limit };
    },
  };
}
