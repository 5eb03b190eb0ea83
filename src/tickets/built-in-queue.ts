import { type Finding, isOpen } from '../domain/finding.ts';
import { UserFacingError } from '../domain/refusal.ts';
import { isWaiting, type Ticket, type TicketList } from '../domain/ticket.ts';
import { following, moved, opened, overdue, reminded, type Subject, told } from '../domain/ticket-changes.ts';
import type { Services, Ticketing, TicketRows } from '../flows/services.ts';

type Needs = Pick<Services, 'findings' | 'policy' | 'now'> & { rows: TicketRows };

/** How many tickets a page has: each has buttons of its own, and four fill a phone. */
const PAGE = 6;

/** `due` lists what is overdue or due within this time. */
const DUE_SOON_MS = 7 * 24 * 3600_000;

/** The queue of our own: a ticket is a row in the table and nothing besides. */
export function builtInQueue({ rows, findings, policy, now }: Needs): Ticketing {
  const dueDays = async () => (await policy()).tickets.dueDays;

  /** What the table says of the problem now: the findings known of it, the given ones included. */
  async function subjectOf(given: readonly [Finding, ...Finding[]], ticket: Ticket | undefined): Promise<Subject> {
    const keys = new Set([...given, ...(ticket?.findings ?? [])].map(({ key }) => key));
    const known = await findings.many([...keys]);
    const [first = given[0], ...others] = known.map(({ finding }) => finding);
    return { problem: given[0].problem, findings: [first, ...others], channels: known.flatMap(({ channels }) => channels) };
  }

  const lists: Record<TicketList, (who: string) => Promise<string[]>> = {
    open: () => rows.waiting({}),
    mine: (owner) => rows.waiting({ owner }),
    due: () => rows.waiting({ dueBy: new Date(now().getTime() + DUE_SOON_MS) }),
    done: () => rows.finished(),
  };
  /** An index lags behind: the row itself says whether it belongs there. */
  const belongs = (list: TicketList, who: string, ticket: Ticket): boolean =>
    list === 'done' ? !isWaiting(ticket) : isWaiting(ticket) && (list !== 'mine' || ticket.owner === who);

  return {
    get: rows.get,

    async open(given, by) {
      const days = await dueDays();
      const { ticket, changed } = await rows.change(given[0].problem, async (stored) => {
        if (stored) return undefined;
        const subject = await subjectOf(given, stored);
        return subject.findings.some(isOpen) ? opened(subject, { ...by, at: now() }, days) : undefined;
      });
      return { ticket, opened: changed };
    },

    restore: async (ticket) => void (await rows.change(ticket.key, (stored) => (stored ? undefined : ticket))),

    async follow(given) {
      const days = await dueDays();
      const { ticket } = await rows.change(
        given[0].problem,
        async (stored) => stored && following(stored, await subjectOf(given, stored), now(), days),
      );
      return ticket;
    },

    async move(problem, move, by) {
      const { ticket } = await rows.change(problem, (stored) => {
        if (!stored) throw new UserFacingError('finding_gone', 'shub no longer has this ticket. `/shub tickets` lists those it has.');
        return moved(stored, move, { ...by, at: now() });
      });
      if (!ticket) throw new Error(`Ticket ${problem} vanished while it was being changed`);
      return ticket;
    },

    async list(list, who, wanted) {
      const keys = await lists[list](who);
      const pages = Math.max(1, Math.ceil(keys.length / PAGE));
      const page = Math.min(Math.max(wanted, 1), pages);
      const read = await Promise.all(keys.slice((page - 1) * PAGE, page * PAGE).map(rows.get));
      const tickets = read.filter((ticket) => ticket !== undefined).filter((ticket) => belongs(list, who, ticket));
      return { tickets, page, pages, total: keys.length };
    },

    due: rows.due,

    expire: async (problem) => (await rows.change(problem, (stored) => stored && overdue(stored, now()))).ticket,
    remind: async (problem) => void (await rows.change(problem, (stored) => stored && reminded(stored))),
    tell: async (problem, upTo) => void (await rows.change(problem, (stored) => stored && told(stored, upTo))),
  };
}
