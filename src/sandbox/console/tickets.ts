import { isWaiting, Ticket, type TicketState } from '../../domain/ticket.ts';
import type { ConsoleLine, Tone } from '../page/protocol.ts';
import type { World } from '../world.ts';

const TONES: Record<TicketState, Tone> = { OPEN: 'news', TAKEN: 'news', DONE: 'good', CLOSED: 'quiet' };

/** Tickets, from the product's table: those that wait first, what is due first on top. */
export async function ticketLines({ dynamodb, config, slack }: World): Promise<ConsoleLine[]> {
  const rows = await dynamodb.scan(config.tables.table);
  const tickets = rows.filter(({ pk }) => String(pk).startsWith('TICKET#')).map((row) => Ticket.parse(row));
  const nameOf = (who: string) => slack.state.users.get(who)?.real_name ?? who;
  return tickets
    .sort((a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || a.due.localeCompare(b.due))
    .map((ticket): ConsoleLine => {
      const { key, state, title, severity, account, region, resource, owner, due, reminded, openedBy, history } = ticket;
      const overdue = isWaiting(ticket) && reminded === 'overdue';
      return {
        id: key,
        group: isWaiting(ticket) ? 'Waiting' : 'Done and closed',
        severity,
        title,
        outcome: {
          word: overdue ? 'OVERDUE' : state,
          tone: overdue ? 'bad' : TONES[state],
          because: owner === undefined ? 'nobody has it' : nameOf(owner),
        },
        facts: [
          [resource, account.name ?? account.id, region].filter((part) => part !== undefined).join(' · '),
          `due ${DAY.format(new Date(due))}`,
          `opened by ${openedBy === 'policy' ? 'the policy' : nameOf(openedBy)}`,
        ],
        more: [
          { name: 'History', text: history.map(({ at, did, by }) => `${at} ${did} by ${nameOf(by)}`).join('\n') },
          { name: 'Row', text: JSON.stringify(ticket) },
        ],
      };
    });
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
