import type { Finding } from '../../domain/finding.ts';
import type { Ticket, TicketList, TicketMove } from '../../domain/ticket.ts';
import type { Doer } from '../../domain/ticket-changes.ts';

/** Findings that are the same problem. */
type OneProblem = readonly [Finding, ...Finding[]];

/**
 * The system in which tickets are worked off. There is at most one ticket per problem, whatever is repeated or interrupted
 * and however many ask at once; everything here may be done again and takes effect once.
 */
export interface Ticketing {
  get(problem: string): Promise<Ticket | undefined>;
  /** Opens the ticket about the problem of these findings; leaves alone one there is. Undefined: none of them is open. */
  open(findings: OneProblem, by: Omit<Doer, 'at'>): Promise<{ ticket: Ticket | undefined; opened: boolean }>;
  /** Writes down one that the table has lost; leaves alone one there is. */
  restore(ticket: Ticket): Promise<void>;
  /** Brings the ticket about the problem of these findings, if there is one, in line with what the table says of all it knows. */
  follow(findings: OneProblem): Promise<Ticket | undefined>;
  /** Throws a UserFacingError when someone else was faster or there is no such ticket. */
  move(problem: string, move: TicketMove, by: Omit<Doer, 'at'>): Promise<Ticket>;
  /** One page, the first being 1: what is due first, of what is done the newest first. */
  list(list: TicketList, who: string, page: number): Promise<TicketPage>;
  /** Tickets with something falling due by then, at most `limit`. */
  due(by: Date, limit: number): Promise<Ticket[]>;
  /** Notes that it is overdue, if it is. Resolves to how it then stands. */
  expire(problem: string): Promise<Ticket | undefined>;
  /** Notes that its owner was reminded that it will be due soon. */
  remind(problem: string): Promise<void>;
  /** Notes that everybody outside has been told of its changes up to this number. */
  tell(problem: string, upTo: number): Promise<void>;
}

export interface TicketPage {
  tickets: Ticket[];
  page: number;
  pages: number;
  /** How many tickets the whole list has; an index tells, so it may lag a moment behind. */
  total: number;
}

/** Tickets as rows. */
export interface TicketRows {
  get(key: string): Promise<Ticket | undefined>;
  /**
   * Replaces the ticket by what `change` makes of it, again and again until nobody else wrote in between; whatever else
   * `change` reads, it reads after the ticket. Undefined leaves it alone.
   */
  change(
    key: string,
    change: (ticket: Ticket | undefined) => Promise<Ticket | undefined> | Ticket | undefined,
  ): Promise<{ ticket: Ticket | undefined; changed: boolean }>;
  /** Keys of those still to be done, what is due first coming first, only up to `dueBy` or of `owner` if given. */
  waiting(options: { dueBy?: Date; owner?: string }): Promise<string[]>;
  /** Keys of those done or closed, the newest first. */
  finished(): Promise<string[]>;
  due(by: Date, limit: number): Promise<Ticket[]>;
}
