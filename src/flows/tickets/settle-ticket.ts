import type { Notice } from '../../domain/notice.ts';
import { deadlineOf, type Ticket, untold } from '../../domain/ticket.ts';
import type { Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';
import { tellOfTicket } from './tell-of-ticket.ts';

type Needs = Pick<Services, 'ticketing' | 'channels' | 'queues' | 'chat' | 'log' | 'now'> & Parameters<typeof tellOfTicket>[1];

/** What falls due about a ticket by itself: it is overdue, its owner wants to be reminded, or what was interrupted goes on. */
export async function settleTicket(key: string, services: Needs): Promise<void> {
  const { ticketing, now } = services;
  const ticket = await ticketing.expire(key);
  if (!ticket) return;
  if (untold(ticket).some(({ did }) => did === 'overdue')) await remind(ticket, 'is overdue', services);
  const cards = await tellOfTicket(ticket, services);
  await wakeChannels(new Set(cards.map(({ channel }) => channel)), services);
  if (ticket.reminded === 'nothing' && (deadlineOf(ticket) ?? Infinity) <= now().getTime()) {
    await remind(ticket, 'is due within a day', services);
    await ticketing.remind(key);
  }
}

/** Tells its owner alone. A worker that dies right afterwards tells them twice rather than never. */
async function remind({ owner, title, key }: Ticket, what: string, { chat, log }: Needs): Promise<void> {
  if (owner === undefined) return;
  const notice: Notice = {
    tone: 'info',
    title: `A ticket of yours ${what}: ${title}`,
    lines: ['/shub tickets mine lists what you have taken.'],
  };
  const outcome = await chat.tell(owner, notice);
  if (outcome.kind === 'ok') return;
  log.warn('owner not reminded', { ticket: key, because: outcome.error });
  if (outcome.kind !== 'permanent') throw new Error(`Owner not reminded (${outcome.error}); it will be taken up again`);
}
