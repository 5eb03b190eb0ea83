import type { Card } from '../../domain/card.ts';
import { type Ticket, untold } from '../../domain/ticket.ts';
import type { Services } from '../services.ts';
import { showOnCards } from './show-on-cards.ts';

type Needs = Pick<Services, 'queues' | 'log'> & Parameters<typeof showOnCards>[1];

/**
 * After a change of a ticket: its cards show it, and everybody else outside is about to be told. A queue that cannot be
 * reached leaves that to the clock. Resolves to the cards that now want to be drawn again.
 */
export async function tellOfTicket(ticket: Ticket, services: Needs): Promise<Card[]> {
  const { queues, log } = services;
  const cards = await showOnCards(ticket, services);
  if (untold(ticket).length > 0) {
    await queues.settle(ticket.key).catch((error: unknown) => {
      log.warn('left to the clock to tell of', { ticket: ticket.key, error: String(error) });
      log.count('SendsLeftToClock');
    });
  }
  return cards;
}
