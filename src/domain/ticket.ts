import * as z from 'zod';
import { FindingRef, Severity } from './finding.ts';

/** `TAKEN`: someone is at it. `DONE`: a person says so. `CLOSED`: its findings say so, being resolved, suppressed, archived or passed. */
export const TicketState = z.enum(['OPEN', 'TAKEN', 'DONE', 'CLOSED']);
export type TicketState = z.infer<typeof TicketState>;

/** What a person can do to a ticket by pressing a button. */
export const TicketMove = z.enum(['take', 'done', 'reopen', 'give back']);
export type TicketMove = z.infer<typeof TicketMove>;

/** `closed` and `returned`: its findings were closed, and one of them came back. */
export const TicketChange = z.enum(['opened', 'taken', 'done', 're-opened', 'given back', 'closed', 'returned', 'overdue']);
export type TicketChange = z.infer<typeof TicketChange>;

export const HistoryEntry = z.object({
  /** Counts the changes of a ticket, from 1. */
  number: z.number().int(),
  did: TicketChange,
  /** Slack user id; `policy`, `Security Hub` or `clock` where nobody pressed anything. */
  by: z.string(),
  at: z.string(),
  /** The press that did it, so that the same one coming twice is recognised. */
  press: z.string().optional(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** How many changes a ticket remembers. */
export const HISTORY_LENGTH = 20;

/** Work for a person about one problem; there is never more than one per problem. */
export const Ticket = z.object({
  /** The problem's own key. */
  key: z.string(),
  title: z.string(),
  severity: Severity,
  findings: z.array(FindingRef.extend({ key: z.string() })).min(1),
  account: z.object({ id: z.string(), name: z.string().optional() }),
  region: z.string(),
  /** The part of the first resource's id that a person recognises. */
  resource: z.string().optional(),
  state: TicketState,
  /** Slack user id; kept when it is done, closed and opened again. */
  owner: z.string().optional(),
  due: z.string(),
  /** What its owner was last reminded of. */
  reminded: z.enum(['nothing', 'soon', 'overdue']),
  /** Slack user id, or `policy`. */
  openedBy: z.string(),
  openedAt: z.string(),
  /** Where the problem has a card, which says how the ticket stands. */
  channels: z.array(z.string()),
  /** The newest changes, oldest first. */
  history: z.array(HistoryEntry).max(HISTORY_LENGTH),
  /** Counts everything written to it: of two, the higher is the newer. */
  version: z.number().int(),
  /** The number of the newest change that everybody outside has been told of: the later ones in `history` still have to go out. */
  told: z.number().int(),
  /** Where another system keeps it, such as Jira or Security Hub's own connector. */
  external: z.object({ system: z.string(), key: z.string(), url: z.string() }).optional(),
});
export type Ticket = z.infer<typeof Ticket>;

/** The lists people ask for. `due`: overdue, or due within a week. */
export const TicketList = z.enum(['open', 'mine', 'due', 'done']);
export type TicketList = z.infer<typeof TicketList>;

/** Whether someone still has to do something. */
export const isWaiting = ({ state }: Pick<Ticket, 'state'>): boolean => state === 'OPEN' || state === 'TAKEN';

/** What can be pressed on a ticket, most important first. A closed one follows its findings alone. */
export const movesFor: Record<TicketState, readonly TicketMove[]> = {
  OPEN: ['take', 'done'],
  TAKEN: ['done', 'give back'],
  DONE: ['reopen'],
  CLOSED: [],
};

/** Changes that those outside have not been told of yet, oldest first. */
export const untold = ({ history, told }: Ticket): HistoryEntry[] => history.filter(({ number }) => number > told);

/** An owner hears of it this long before it is due. */
const REMINDED_BEFORE_MS = 24 * 3600_000;

/** When the owner is to be reminded or the ticket becomes overdue, in ms since 1970; undefined when neither is ahead. */
export function deadlineOf(ticket: Ticket): number | undefined {
  if (!isWaiting(ticket) || ticket.reminded === 'overdue') return undefined;
  return Date.parse(ticket.due) - (ticket.reminded === 'nothing' ? REMINDED_BEFORE_MS : 0);
}

/** What is to be told is usually told within this time; what is not was interrupted. */
const TELLING_MS = 60_000;

/** When the clock must look at the ticket, in ms since 1970: at its deadline, and sooner while something is untold. */
export const ticketDue = (ticket: Ticket): number | undefined =>
  untold(ticket).length > 0 ? Date.parse(ticket.history.at(-1)?.at ?? ticket.openedAt) + TELLING_MS : deadlineOf(ticket);

/** What a card says of the ticket about its problem. */
export const TicketMark = z.object({
  state: TicketState,
  owner: z.string().optional(),
  due: z.string(),
  overdue: z.boolean(),
  /** The ticket's version that this was made from. */
  version: z.number().int(),
});
export type TicketMark = z.infer<typeof TicketMark>;

export const markOf = ({ state, owner, due, reminded, version }: Ticket): TicketMark => ({
  state,
  ...(owner !== undefined && { owner }),
  due,
  overdue: isWaiting({ state }) && reminded === 'overdue',
  version,
});
