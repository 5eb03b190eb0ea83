import { isWaiting, Ticket, ticketDue } from '../../domain/ticket.ts';
import type { TicketRows } from '../../flows/services.ts';
import { ABSENT, expiry, getRow, keysIn, putRow, type Row, type Table } from './table.ts';

const PREFIX = 'TICKET#';
const KEPT_SECONDS = 365 * 24 * 3600;

/** More than anybody pages through; a list is read to its end to be counted. */
const MOST_LISTED = 10_000;

/**
 * Tickets in DynamoDB, written whole and on the condition that they still are what was read. Those done or closed are kept
 * for a year after their last change.
 */
export function ticketStore(table: Table, token: () => string, now: () => Date): TicketRows {
  async function read(key: string): Promise<{ ticket: Ticket; revision: number } | undefined> {
    const row = await getRow(table, PREFIX + key);
    return row && { ticket: Ticket.parse(row), revision: Number(row.revision) };
  }

  const listed = async (list: string, options: { upTo?: string; newestFirst?: boolean } = {}) =>
    (await keysIn(table, 'list', list, { limit: MOST_LISTED, ...options })).map(({ pk, order }) => ({
      key: pk.slice(PREFIX.length),
      owner: String(order).split('#')[1],
    }));

  return {
    get: async (key) => (await read(key))?.ticket,

    async change(key, change) {
      for (;;) {
        const stored = await read(key);
        const ticket = await change(stored?.ticket);
        if (!ticket) return { ticket: stored?.ticket, changed: false };
        const condition = stored ? { expression: 'revision = :r', values: { ':r': stored.revision } } : ABSENT;
        const row = { ...Ticket.parse(ticket), ...indexed(ticket, now()), revision: (stored?.revision ?? 0) + 1 };
        if (await putRow(table, PREFIX + key, row, token(), condition)) return { ticket, changed: true };
      }
    },

    async waiting({ dueBy, owner }) {
      const all = await listed(WAITING, dueBy ? { upTo: dueBy.toISOString() } : {});
      return all.filter((each) => owner === undefined || each.owner === owner).map(({ key }) => key);
    },

    finished: async () => (await listed(FINISHED, { newestFirst: true })).map(({ key }) => key),

    async due(by, limit) {
      const keys = await keysIn(table, 'due', 'TICKETS', { limit, upTo: by.getTime() });
      const tickets = await Promise.all(keys.map(({ pk }) => read(pk.slice(PREFIX.length))));
      return tickets.flatMap((stored) => (stored && (ticketDue(stored.ticket) ?? Infinity) <= by.getTime() ? [stored.ticket] : []));
    },
  };
}

const WAITING = 'TICKETS#waiting';
const FINISHED = 'TICKETS#finished';

/** Where the ticket is listed, and when the clock must look at it. The order says whose it is, so that no row is read to find that out. */
function indexed(ticket: Ticket, now: Date): Row {
  const { owner = '', key } = ticket;
  const dueAt = ticketDue(ticket);
  return {
    ...(isWaiting(ticket)
      ? { listIn: WAITING, listOrder: `${ticket.due}#${owner}#${key}` }
      : {
          listIn: FINISHED,
          listOrder: `${ticket.history.at(-1)?.at ?? ticket.openedAt}#${owner}#${key}`,
          ttl: expiry(now, KEPT_SECONDS),
        }),
    ...(dueAt !== undefined && { dueIn: 'TICKETS', dueAt }),
  };
}
