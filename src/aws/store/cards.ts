import { Card, isDirty } from '../../domain/card.ts';
import { nextDue } from '../../domain/due.ts';
import { severityRank } from '../../domain/finding.ts';
import type { Cards } from '../../flows/services.ts';
import { ABSENT, getRow, keysIn, putRow, type Row, type Table } from './table.ts';

const pkOf = (key: string) => `CARD#${key}`;
const DUE_SHARDS = 4;

/**
 * Cards in DynamoDB. Every write is of the whole card, conditional on the revision it was made from, so that a change is
 * a pure function of a card and two workers can never overwrite each other.
 */
export function cardStore(table: Table, token: () => string): Cards {
  async function read(key: string): Promise<{ card: Card; revision: number } | undefined> {
    const row = await getRow(table, pkOf(key));
    return row && { card: Card.parse(row), revision: Number(row.revision) };
  }

  const get: Cards['get'] = async (key) => (await read(key))?.card;

  return {
    get,

    async change(key, change) {
      for (;;) {
        const stored = await read(key);
        const card = change(stored?.card);
        if (!card) return { card: stored?.card, changed: false };
        const condition = stored ? { expression: 'revision = :r', values: { ':r': stored.revision } } : ABSENT;
        const row = { ...Card.parse(card), ...indexed(card), revision: (stored?.revision ?? 0) + 1 };
        if (await putRow(table, pkOf(key), row, token(), condition)) return { card, changed: true };
      }
    },

    async dirty(channel, limit) {
      const keys = await keysIn(table, 'dirty', channel, { limit });
      const cards = await Promise.all(keys.map(({ pk }) => get(pk.slice('CARD#'.length))));
      return cards.filter((card) => card !== undefined).filter(isDirty);
    },

    async due(by, limit) {
      const shards = await Promise.all(
        Array.from({ length: DUE_SHARDS }, (_, shard) => keysIn(table, 'due', String(shard), { limit, upTo: by.getTime() })),
      );
      const keys = shards.flat().sort((a, b) => Number(a.order) - Number(b.order));
      const cards = await Promise.all(keys.slice(0, limit).map(({ pk }) => get(pk.slice('CARD#'.length))));
      return cards.filter((card) => card !== undefined).filter((card) => (nextDue(card) ?? Number.POSITIVE_INFINITY) <= by.getTime());
    },
  };
}

/** Messages that do not exist yet come before those that are only not right yet: neither may wait behind one that cannot be touched now. */
const ORDER: Record<Card['state'], number> = { NEW: 0, POSTING: 1, POSTED: 2, PARKED: 3 };

/** The attributes that put a card into the indexes; absent ones take it out. */
function indexed(card: Card): Row {
  const due = nextDue(card);
  return {
    ...(isDirty(card) && {
      dirtyIn: card.channel,
      dirtyOrder: `${ORDER[card.state]}#${severityRank(card.severity)}#${card.createdAt}#${card.key}`,
    }),
    ...(due !== undefined && { dueIn: String(Number.parseInt(card.key.slice(0, 2), 16) % DUE_SHARDS), dueAt: due }),
  };
}
