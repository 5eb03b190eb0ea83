import { type Card, isDirty } from '../../domain/card.ts';
import { cardKeyOf, leadFirst, wanting } from '../../domain/card-changes.ts';
import { markOf, type Ticket } from '../../domain/ticket.ts';
import type { Services } from '../services.ts';

/**
 * Makes the cards of a ticket's problem say how it stands; a card keeps the newest word, whoever comes last. Resolves to
 * the cards that now want to be drawn again.
 */
export async function showOnCards(ticket: Ticket, { cards, findings }: Pick<Services, 'cards' | 'findings'>): Promise<Card[]> {
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
