import type { TicketRow } from './answer.ts';
import type { Backlog } from './backlog.ts';
import { type Card, placeOf } from './card.ts';
import type { ExceptionCount, ExceptionRow } from './exception-register.ts';
import type { Finding, Severity } from './finding.ts';
import type { Snapshot } from './report-snapshot.ts';
import type { Ticket } from './ticket.ts';

/** Whoever opened their Home within this time sees it follow what happens. */
export const HOME_OPEN_MS = 10 * 60_000;

/** A person's Home is drawn at most once in this time. */
export const HOME_PACE_MS = 10_000;

/** A problem that is a person's own. */
export interface OwnCard {
  card: string;
  actionVersion: number;
  severity: Severity;
  finding: Finding;
  /** When it was raised; ISO 8601. */
  since: string;
  /** The message of its card. */
  message?: { channel: string; ts: string };
  overdue: boolean;
}

/** How well shub itself does, as far as its own table tells. */
export interface Vitals {
  /** What is wrong, in words; nothing when all is well. */
  wrong: string[];
  backlog?: Backlog;
  /** When an event last came, of whatever product; ISO 8601. */
  newestEvent?: string;
}

/** What one person sees in the app's Home. */
export type Home =
  /** Whoever may see nothing is told why, and how that changes. */
  | { kind: 'closed'; because: string; administrators: readonly string[] }
  | {
      kind: 'open';
      who: string;
      at: string;
      responds: boolean;
      mine: { cards: OwnCard[]; total: number };
      tickets: { mine: TicketRow[]; mineTotal: number; due: TicketRow[]; dueTotal: number };
      /** Open problems that have a card, as of now. */
      now: Partial<Record<Severity, number>>;
      /** Everything open in Security Hub when it was last counted, and about a week before. */
      counted?: Snapshot;
      before?: Snapshot;
      exceptions: { rows: ExceptionRow[]; count: ExceptionCount };
      vitals: Vitals;
    };

/** What Homes show of a card: equal for two between which no Home has to be drawn again. */
export function cardOnHomes(card: Card | undefined): string {
  if (card?.subject.kind !== 'problem') return '';
  const { severity, workflow, open, owner, exception, breached = [], ticket } = card;
  return JSON.stringify([severity, workflow, open, owner, exception?.until, breached, ticket?.version, card.ts, placeOf(card)]);
}

/** The same of a ticket. */
export const ticketOnHomes = (ticket: Ticket | undefined): string =>
  JSON.stringify(ticket && [ticket.state, ticket.owner, ticket.due, ticket.reminded, ticket.severity]);
