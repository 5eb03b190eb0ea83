import { type Card, isDirty } from '../../domain/card.ts';
import { cardKeyOf, leadFirst, wanting } from '../../domain/card-changes.ts';
import { markOf, type Ticket, untold } from '../../domain/ticket.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'ticketing' | 'cards' | 'findings'>;

/**
 * Makes everybody outside know how a ticket stands. Safe to repeat; what is interrupted is taken up by the clock. Resolves
 * to the cards that now want to be drawn again.
 */
export async function tellOfTicket(ticket: Ticket, services: Needs): Promise<Card[]> {
  const cards = await showOnCards(ticket, services);
  const newest = untold(ticket).at(-1);
  if (newest) await services.ticketing.tell(ticket.key, newest.number);
  return cards;
}

/** A card keeps the newest word on the ticket, whoever comes last. */
async function showOnCards(ticket: Ticket, { cards, findings }: Needs): Promise<Card[]> {
  if (ticket.channels.length === 0) return [];
  const rows = await findings.many(ticket.findings.map(({ key }) => key));
  const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
  if (!lead) return [];
  const mark = markOf(ticket);
  const shown = await Promise.all(
    ticket.channels.map((channel) =>
      cards.change(cardKeyOf(ticket.key, channel), (card) =>
        card && (card.ticket?.version ?? 0) < mark.version ? wanting({ ...card, ticket: mark }, [lead, ...others]) : undefined,
      ),
    ),
  );
  return shown.flatMap(({ card }) => (card && isDirty(card) ? [card] : []));
}
