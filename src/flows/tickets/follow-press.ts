import { leadFirst } from '../../domain/card-changes.ts';
import type { Services } from '../services.ts';
import { tellOfTicket } from './tell-of-ticket.ts';

type Needs = Pick<Services, 'ticketing' | 'cards' | 'findings'> & Parameters<typeof tellOfTicket>[1];

/** Brings the ticket about a card's problem in line with what a press has done to its findings. */
export async function followPress(cardKey: string, services: Needs): Promise<void> {
  const { cards, findings, ticketing } = services;
  const card = await cards.get(cardKey);
  if (card?.subject.kind !== 'problem') return;
  const rows = await findings.many(card.subject.members.map(({ key }) => key));
  const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
  const ticket = lead && (await ticketing.follow([lead, ...others]));
  if (ticket) await tellOfTicket(ticket, services);
}
