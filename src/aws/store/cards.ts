import { Card, isDirty, placeOf, revivesAt, waitingSince } from '../../domain/card.ts';
import { isListable } from '../../domain/delivery.ts';
import { nextDue } from '../../domain/due.ts';
import { cardExpiresAt } from '../../domain/expires-at.ts';
import { Severity, severityRank } from '../../domain/finding.ts';
import type { Waiting } from '../../domain/storm.ts';
import type { Cards } from '../../flows/services.ts';
import { ABSENT, expiringAt, getRow, keysIn, putRow, type Row, type Table } from './table.ts';

const pkOf = (key: string) => `CARD#${key}`;
const DUE_SHARDS = 4;
/** Open problems in the index of lists, by when they were last compared with Security Hub. */
const OPEN = 'OPEN';
/** Suppressions in force, by their end; those of problems that are open in part are looked up as open ones as well. */
const EXCEPTIONS = 'EXCEPTIONS';
/** More than anybody has; of each only its place in the list is read. */
const MOST_EXCEPTED = 10_000;
const STANDING = { open: 'open', closed: 'closed' } as const;
const checkedAt = (card: Card): string => card.checkedAt ?? card.createdAt;

/** At one message a second, as many cards as may have been posted since an index that is half a minute behind. */
const STALE_KEYS = 30;

/**
 * Cards in DynamoDB. Every write is of the whole card, conditional on the revision it was made from, so that a change is
 * a pure function of a card and two workers can never overwrite each other. Every write also says anew when its row may go;
 * one that is still there later is a card as any other.
 */
export function cardStore(table: Table, token: () => string, now: () => Date): Cards {
  /** Of which revision a card is, for as long as somebody holds it. */
  const revisions = new WeakMap<Card, number>();
  function remembered<T extends { card: Card; revision: number }>(stored: T): T {
    revisions.set(stored.card, stored.revision);
    return stored;
  }

  async function read(key: string): Promise<{ card: Card; revision: number } | undefined> {
    const row = await getRow(table, pkOf(key));
    return row && remembered({ card: Card.parse(row), revision: Number(row.revision) });
  }

  /** The card as somebody else has read it, which may be stale. */
  function readBefore(card: Card | undefined): { card: Card; revision: number } | undefined {
    const revision = card && revisions.get(card);
    return revision === undefined || !card ? undefined : { card, revision };
  }

  const get: Cards['get'] = async (key) => (await read(key))?.card;

  /** Reads on past what only the index still has: otherwise what has been posted would hide what has not. */
  async function firstDirty(channel: string, place: string, limit: number): Promise<Card[]> {
    const keys = await keysIn(table, 'dirty', channel, { limit: limit + STALE_KEYS, startingWith: `${place}#` });
    const found: Card[] = [];
    for (let from = 0; from < keys.length && found.length < limit; from += limit) {
      const cards = await Promise.all(keys.slice(from, from + limit).map(({ pk }) => get(pk.slice('CARD#'.length))));
      found.push(...cards.filter((card) => card !== undefined).filter(isDirty));
    }
    return found.slice(0, limit);
  }

  return {
    get,

    async change(key, change, { likelyNew = false, seen } = {}) {
      const before = readBefore(seen);
      for (let unread = likelyNew || before !== undefined; ; unread = false) {
        const stored = unread ? before : await read(key);
        const card = change(stored?.card);
        if (!card && unread) continue;
        if (!card) return { card: stored?.card, changed: false };
        const condition = stored ? { expression: 'revision = :r', values: { ':r': stored.revision } } : ABSENT;
        const row = {
          ...Card.parse(card),
          ...indexed(card),
          ...expiringAt(cardExpiresAt(card, now())),
          revision: (stored?.revision ?? 0) + 1,
        };
        if (!(await putRow(table, pkOf(key), row, token(), condition))) continue;
        return { card: remembered({ card, revision: row.revision }).card, changed: true };
      }
    },

    async dirty(channel, limit) {
      const places = await Promise.all(Object.values(PLACE).map((place) => firstDirty(channel, place, limit)));
      return places.flat();
    },

    async waiting(channel, limit) {
      const keys = await keysIn(table, 'dirty', channel, { limit, startingWith: `${PLACE.problem}#` });
      return keys.flatMap(({ order }) => waitingFrom(String(order)));
    },

    async refused(channel, limit) {
      const keys = await keysIn(table, 'dirty', channel, { limit, startingWith: `${REFUSED}#` });
      const cards = await Promise.all(keys.map(({ pk }) => get(pk.slice('CARD#'.length))));
      return cards.filter((card) => card !== undefined).filter((card) => revivesAt(card) !== undefined);
    },

    async unchecked(before, limit) {
      const [open, excepted] = await Promise.all([
        keysIn(table, 'list', OPEN, { limit, upTo: before.toISOString() }),
        keysIn(table, 'list', EXCEPTIONS, { limit: MOST_EXCEPTED, startingWith: `${STANDING.open}#` }),
      ]);
      // They stand in the order of their ends, so those that were compared lately are among the first as well.
      const keys = [...open, ...excepted.filter(({ order }) => (String(order).split('#')[3] ?? '') <= before.toISOString())];
      const found: Card[] = [];
      for (let from = 0; from < keys.length && found.length < limit; from += limit) {
        const cards = await Promise.all(keys.slice(from, from + limit).map(({ pk }) => get(pk.slice('CARD#'.length))));
        found.push(...cards.filter((card) => card?.open && checkedAt(card) <= before.toISOString()).filter((card) => card !== undefined));
      }
      return found.slice(0, limit);
    },

    async standing(limit) {
      const keys = await keysIn(table, 'list', OPEN, { limit });
      const found = await Promise.all(
        keys.map(async ({ pk, order }) => {
          const card = pk.slice('CARD#'.length);
          const [, , rank, owner = ''] = String(order).split('#');
          const severity = Severity.options[Number(rank)];
          if (severity !== undefined) return { card, severity, ...(owner !== '' && { owner }) };
          // Written before its place in the list said so; it does within a day.
          const stored = await get(card);
          return stored && { card, severity: stored.severity, ...(stored.owner !== undefined && { owner: stored.owner }) };
        }),
      );
      return found.filter((each) => each !== undefined);
    },

    async exceptions(limit) {
      const both = await Promise.all(
        Object.values(STANDING).map((standing) => keysIn(table, 'list', EXCEPTIONS, { limit, startingWith: `${standing}#` })),
      );
      const found = both.flat().map(({ pk, order }) => ({ card: pk.slice('CARD#'.length), until: String(order).split('#')[1] ?? '' }));
      return found.sort((a, b) => a.until.localeCompare(b.until)).slice(0, limit);
    },

    async due(by, limit) {
      const shards = await Promise.all(
        Array.from({ length: DUE_SHARDS }, (_, shard) => keysIn(table, 'due', String(shard), { limit, upTo: by.getTime() })),
      );
      const keys = shards.flat().sort((a, b) => Number(a.order) - Number(b.order));
      return keys.slice(0, limit).map(({ pk }) => pk.slice('CARD#'.length));
    },
  };
}

/**
 * Where in the delivery queue a card stands: what has no message yet, summaries first; then what may have one; then what has
 * one that is not right. Each is read on its own, so that none waits behind what cannot be touched now.
 */
const PLACE = { summary: '0', problem: '1', posting: '2', posted: '3' } as const;

/** After all of these, and never read with them: what Slack does not take. */
const REFUSED = '9';

/** New problems by urgency and age; the rest by when something may be done about it, what a person did first. */
function orderOf(card: Card): string {
  switch (card.state) {
    case 'NEW': {
      if (card.subject.kind !== 'problem' || !isListable(card)) return `${PLACE.summary}#${waitingSince(card)}#${card.key}`;
      const { account = '', product = '' } = card.source ?? {};
      return [PLACE.problem, severityRank(card.severity), waitingSince(card), card.key, product, account].join('#');
    }
    case 'POSTING':
      return `${PLACE.posting}#${timeText(Math.max(card.postingSince ?? 0, card.notBefore ?? 0))}#${card.key}`;
    default: {
      const free = Math.max(card.notBefore ?? 0, card.claimedUntil ?? 0);
      // In seconds, and so before all that is in milliseconds.
      return `${PLACE.posted}#${timeText(card.hurry ? Math.floor(free / 1000) : free)}#${card.key}`;
    }
  }
}

/** So many digits that the order of texts is the order of times. */
const timeText = (ms = 0): string => String(ms).padStart(15, '0');

/** What `orderOf` says about a new problem, read back from the index alone. */
function waitingFrom(order: string): Waiting[] {
  const [, rank = '', since = '', key = '', product = '', account = ''] = order.split('#');
  const severity = Severity.options[Number(rank)];
  return severity === undefined ? [] : [{ key, severity, since, product, account }];
}

function listed(card: Card): Row {
  if (card.subject.kind !== 'problem') return {};
  const { key, open, exception, severity, owner = '' } = card;
  if (exception) {
    const order = [open ? STANDING.open : STANDING.closed, exception.until, key, checkedAt(card)];
    return { listIn: EXCEPTIONS, listOrder: order.join('#') };
  }
  // Whose it is and how bad, so that neither a person's own nor a count is found by reading every row.
  return open ? { listIn: OPEN, listOrder: [checkedAt(card), key, Severity.options.indexOf(severity), owner].join('#') } : {};
}

/** The attributes that put a card into the indexes; absent ones take it out. */
function indexed(card: Card): Row {
  const due = nextDue(card);
  return {
    ...(isDirty(card) && { dirtyIn: placeOf(card), dirtyOrder: orderOf(card) }),
    ...(revivesAt(card) !== undefined && { dirtyIn: placeOf(card), dirtyOrder: `${REFUSED}#${waitingSince(card)}#${card.key}` }),
    ...listed(card),
    ...(due !== undefined && { dueIn: String(Number.parseInt(card.key.slice(0, 2), 16) % DUE_SHARDS), dueAt: due }),
  };
}
