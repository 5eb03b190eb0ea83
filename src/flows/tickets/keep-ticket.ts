import type { Card } from '../../domain/card.ts';
import type { FindingRow, Services } from '../services.ts';
import { tellOfTicket } from './tell-of-ticket.ts';

type Needs = Pick<Services, 'ticketing' | 'log'> & Parameters<typeof tellOfTicket>[1];

/**
 * A finding's row in → the ticket about its problem opened if the policy wants one → in line with its findings → shown on
 * its cards. Resolves to the cards that now want to be drawn again.
 */
export async function keepTicket({ finding, ticketed }: FindingRow, services: Needs): Promise<Card[]> {
  const { ticketing, log } = services;
  if (ticketed) {
    const { opened } = await ticketing.open([finding], { by: 'policy' });
    if (opened) log.count('TicketsOpened');
  }
  const ticket = await ticketing.follow([finding]);
  return ticket ? tellOfTicket(ticket, services) : [];
}
