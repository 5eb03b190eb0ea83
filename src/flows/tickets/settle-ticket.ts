import { leadFirst } from '../../domain/card-changes.ts';
import { messageUrl } from '../../domain/message-url.ts';
import type { Notice } from '../../domain/notice.ts';
import { deadlineOf, type HistoryEntry, type Ticket, untold } from '../../domain/ticket.ts';
import { ticketEvent } from '../../domain/ticket-event.ts';
import { tellOperations } from '../outgoing/tell-operations.ts';
import type { Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';
import { showOnCards } from './show-on-cards.ts';
import { ticketRow } from './ticket-row.ts';

type Needs = Pick<Services, 'ticketing' | 'findings' | 'bus' | 'channels' | 'queues' | 'chat' | 'log' | 'now'> &
  Parameters<typeof showOnCards>[1] &
  Parameters<typeof tellOperations>[1];

/**
 * Tells everybody outside how a ticket stands: its cards, the event bus and, when it falls due, its owner. Safe to run any
 * number of times; what does not get through is told at the next minute, for a day.
 */
export async function settleTicket(key: string, services: Needs): Promise<void> {
  const { ticketing, now } = services;
  const ticket = await ticketing.expire(key);
  if (!ticket) return;
  const cards = await showOnCards(ticket, services);
  await wakeChannels(new Set(cards.map(({ channel }) => channel)), services);

  const changes = untold(ticket);
  const newest = changes.at(-1);
  if (newest) {
    if (changes.some(({ did }) => did === 'overdue')) await remind(ticket, 'is overdue', services);
    if (await putEvents(ticket, changes, services)) await ticketing.tell(key, newest.number);
  }
  if (ticket.reminded === 'nothing' && (deadlineOf(ticket) ?? Infinity) <= now().getTime()) {
    await remind(ticket, 'is due within a day', services);
    await ticketing.remind(key);
  }
}

const PATIENCE_MS = 24 * 3600_000;

/** False: those that did not get through are to be tried again, under the same ids. */
async function putEvents(ticket: Ticket, changes: readonly HistoryEntry[], services: Needs): Promise<boolean> {
  const { bus, findings, log, now } = services;
  const [rows, { card }] = await Promise.all([findings.many(ticket.findings.map(({ key }) => key)), ticketRow(ticket, services)]);
  const [lead] = leadFirst(rows.map(({ finding }) => finding));
  const link = card && messageUrl(card.channel, card.ts);
  const sent = await bus.put(changes.map((change) => ticketEvent(ticket, change, lead, link)));
  const failed = sent.find((result) => result.is === 'failed');
  if (!failed) return true;
  const hopeless = now().getTime() - Date.parse(changes.at(-1)?.at ?? ticket.openedAt) >= PATIENCE_MS;
  log.warn(hopeless ? 'events given up' : 'events not sent', { ticket: ticket.key, because: failed.because });
  log.count(hopeless ? 'EventsGivenUp' : 'EventsNotSent');
  const text = `Events about a ticket: ${failed.because}. shub tries for a day.`;
  if (failed.lasting) await tellOperations({ cause: 'events', subject: 'shub cannot put events on the bus', text }, services);
  return hopeless;
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
