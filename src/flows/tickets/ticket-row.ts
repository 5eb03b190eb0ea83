import type { TicketRow } from '../../domain/answer.ts';
import { placeOf } from '../../domain/card.ts';
import { cardKeyOf, leadFirst } from '../../domain/card-changes.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Services } from '../services.ts';

/** A ticket as it is shown: with its finding as the table has it, and the message of its card if there is one. */
export async function ticketRow(
  ticket: Ticket,
  { cards, findings }: Pick<Services, 'cards' | 'findings'>,
  said?: string,
): Promise<TicketRow> {
  const [rows, posted] = await Promise.all([
    findings.many(ticket.findings.map(({ key }) => key)),
    Promise.all(ticket.channels.map((channel) => cards.get(cardKeyOf(ticket.key, channel)))),
  ]);
  const [lead] = leadFirst(rows.map(({ finding }) => finding));
  const messages = await Promise.all(
    posted.map(async (card) => {
      // In a storm its message is the sheet that lists it.
      const ts = card?.state === 'LISTED' && card.sheet !== undefined ? (await cards.get(card.sheet))?.ts : card?.ts;
      return card && ts !== undefined ? { channel: placeOf(card), ts } : undefined;
    }),
  );
  const card = messages.find((message) => message !== undefined);
  return {
    ticket,
    ...(lead && { finding: lead }),
    ...(card && { card }),
    ...(said !== undefined && { said }),
  };
}
