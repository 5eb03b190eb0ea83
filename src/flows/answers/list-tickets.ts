import type { TicketRow } from '../../domain/answer.ts';
import type { Asker } from '../../domain/request.ts';
import type { TicketList } from '../../domain/ticket.ts';
import type { Services } from '../services.ts';
import { ticketRow } from '../tickets/ticket-row.ts';

type Needs = Pick<Services, 'ticketing' | 'cards' | 'findings' | 'chat' | 'now'>;

/**
 * Answers `/shub tickets`: one page of a list. `changed`: what a press has just done, shown in its place, or on top when
 * the ticket belongs into this list no longer.
 */
export async function listTickets(
  asker: Asker,
  { list, page, changed }: { list: TicketList; page: number; changed?: TicketRow },
  services: Needs,
): Promise<void> {
  const { ticketing, chat, now } = services;
  const found = await ticketing.list(list, asker.who, page);
  const rows = await Promise.all(
    found.tickets.map((ticket) => (ticket.key === changed?.ticket.key ? changed : ticketRow(ticket, services))),
  );
  await chat.answer(asker, {
    kind: 'tickets',
    list,
    who: asker.who,
    at: now().toISOString(),
    rows: changed && !rows.includes(changed) ? [changed, ...rows] : rows,
    page: found.page,
    pages: found.pages,
    total: found.total,
  });
}
