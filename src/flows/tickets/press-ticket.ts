import type { TicketRow } from '../../domain/answer.ts';
import { isDirty } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { findingForgotten } from '../../domain/forgotten.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker, Request } from '../../domain/request.ts';
import type { HistoryEntry, Ticket } from '../../domain/ticket.ts';
import { assertCapability } from '../action/permission.ts';
import { listTickets } from '../answers/list-tickets.ts';
import { editCard } from '../delivery/edit-card.ts';
import type { Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';
import { sayOnCards } from './say-on-cards.ts';
import { tellOfTicket } from './tell-of-ticket.ts';
import { ticketRow } from './ticket-row.ts';

type Needs = Parameters<typeof tellOfTicket>[1] &
  Parameters<typeof editCard>[1] &
  Pick<Services, 'ticketing' | 'directory' | 'policy' | 'audit' | 'queues' | 'chat' | 'log'>;

type Asked<K extends Request['kind']> = Extract<Request, { kind: K }>;

/** A press on Ticket: opens one about the problem unless there is one, and shows it to whoever pressed. */
export async function openTicket(asked: Asked<'open ticket'>, services: Needs): Promise<void> {
  const { who, press, subject } = asked;
  const { ticketing, cards, findings, log } = services;
  await assertCapability(who, 'respond', services);
  const card = await cards.get(subject);
  if (card?.subject.kind === 'test') throw new UserFacingError('bad_arguments', TEST);
  const rows = await findings.many(card?.subject.kind === 'problem' ? card.subject.members.map(({ key }) => key) : [subject]);
  const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
  if (!lead) throw findingForgotten();
  const { ticket, opened } = await ticketing.open([lead, ...others], { by: who, press });
  if (!ticket) throw new UserFacingError('already_done', 'This finding is closed, so there is nothing to open a ticket for.');
  // It may have been closed while the ticket was being opened.
  const followed = (await ticketing.follow([lead, ...others])) ?? ticket;
  if (opened) log.count('TicketsOpened');
  await afterwards(followed, press, services);
  const said = doneBy(press, followed) ? 'You have opened this ticket.' : 'There is a ticket already; this is how it stands.';
  await answer(asked, await ticketRow(followed, services, said), undefined, services);
}

const TEST =
  'This is a test card: no ticket was opened, because tickets are lists that people work off. On a real one this opens its ticket, or shows the one there is, with *Take* and *Done*.';

/** A press on Take, Done, Re-open or Give back: the ticket changed, its cards too, and where it was pressed shows what came of it. */
export async function moveTicket(asked: Asked<'ticket'>, services: Needs): Promise<void> {
  const { who, press, ticket: key, move, from } = asked;
  const { ticketing, log } = services;
  await assertCapability(who, 'respond', services);
  let said: string | undefined;
  try {
    await ticketing.move(key, move, { by: who, press });
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    log.info('ticket not changed', { ticket: key, who, move, because: error.code });
    said = error.message;
  }
  const ticket = await ticketing.get(key);
  if (!ticket) throw new UserFacingError('finding_gone', said ?? 'shub no longer has this ticket.');
  await afterwards(ticket, press, services);
  await answer(asked, await ticketRow(ticket, services, said ?? DONE_WORDS[move]), from, services);
}

const DONE_WORDS = {
  take: 'You have taken this ticket.',
  done: 'You have marked this ticket as done.',
  reopen: 'You have re-opened this ticket.',
  'give back': 'You have given this ticket back.',
} as const satisfies Record<Asked<'ticket'>['move'], string>;

const doneBy = (press: string, { history }: Ticket): HistoryEntry | undefined => history.find((entry) => entry.press === press);

/**
 * What a press that changed a ticket leaves behind: a line in the audit trail of each of its findings, one under each of its cards,
 * and these as they should be.
 */
async function afterwards(ticket: Ticket, press: string, services: Needs): Promise<void> {
  const { audit, cards, log } = services;
  const change = doneBy(press, ticket);
  if (change) {
    log.info('ticket changed', { ticket: ticket.key, did: change.did, by: change.by });
    const { did, by: who, at } = change;
    for (const { key: finding } of ticket.findings) {
      await audit.append({ id: `${press}.done`, finding, phase: 'done', who, action: 'ticket', at, result: did });
    }
    await sayOnCards(ticket, change, services);
  }
  for (const { key, channel } of await tellOfTicket(ticket, services)) {
    await editCard(key, services, { byPerson: true });
    const card = await cards.get(key);
    if (card && isDirty(card)) await wakeChannels([channel], services);
  }
}

/** In the list in which it was pressed, or by itself. */
async function answer(asker: Asker, row: TicketRow, from: Asked<'ticket'>['from'], services: Needs): Promise<void> {
  if (from) await listTickets(asker, { ...from, changed: row }, services);
  else await services.chat.answer(asker, { kind: 'ticket', who: asker.who, at: services.now().toISOString(), row });
}
