import type { Answer, MineRow } from '../../domain/answer.ts';
import { type Card, placeOf } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import type { Asker } from '../../domain/request.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { withBacklog } from '../backlog.ts';
import type { Services } from '../services.ts';
import { ticketRow } from '../tickets/ticket-row.ts';

type Needs = Pick<Services, 'cards' | 'channels' | 'findings' | 'ticketing' | 'chat' | 'now'>;

const PAGE = 8;
const MOST_STANDING = 10_000;
/** Nobody works on more than this. */
const MOST_OWN = 200;

/** Answers `/shub mine`: a page of what is this person's, cards and tickets, the oldest first. A problem that has both is there once. */
export async function listMine(asker: Asker, { page: wanted }: { page: number }, services: Needs): Promise<void> {
  const { chat, now } = services;
  const { who } = asker;
  const cards = await ownCards(who, services);
  const carded = new Set(cards.map(({ subject }) => (subject.kind === 'problem' ? subject.problem : '')));
  const tickets = (await ownTickets(who, services)).filter(({ key }) => !carded.has(key));
  const all = [
    ...cards.map((card) => ({ since: card.createdAt, row: () => cardRow(card, services) })),
    ...tickets.map((ticket) => ({
      since: ticket.openedAt,
      row: async () => ({ is: 'ticket' as const, ...(await ticketRow(ticket, services)) }),
    })),
  ].sort((a, b) => a.since.localeCompare(b.since));
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const page = Math.min(wanted, pages);
  const rows = await Promise.all(all.slice((page - 1) * PAGE, page * PAGE).map(({ row }) => row()));
  const known = rows.filter((row) => row !== undefined);
  const answer: Answer = { kind: 'mine', who, at: now().toISOString(), rows: known, page, pages, total: all.length };
  await chat.answer(asker, await withBacklog(answer, services));
}

/** The index lags, so the row itself says whose it is. */
async function ownCards(who: string, { cards }: Pick<Services, 'cards'>): Promise<Card[]> {
  const standing = (await cards.standing(MOST_STANDING)).filter(({ owner }) => owner === who).slice(0, MOST_OWN);
  const read = await Promise.all(standing.map(({ card }) => cards.get(card)));
  return read.filter((card) => card !== undefined).filter(({ owner, open }) => owner === who && open);
}

async function ownTickets(who: string, { ticketing }: Pick<Services, 'ticketing'>): Promise<Ticket[]> {
  const first = await ticketing.list('mine', who, 1);
  const tickets = [...first.tickets];
  for (let page = 2; page <= first.pages && tickets.length < MOST_OWN; page++)
    tickets.push(...(await ticketing.list('mine', who, page)).tickets);
  return tickets;
}

async function cardRow(card: Card, { cards, findings }: Pick<Services, 'cards' | 'findings'>): Promise<MineRow | undefined> {
  if (card.subject.kind !== 'problem') return undefined;
  const [finding] = leadFirst((await findings.many(card.subject.members.map(({ key }) => key))).map((row) => row.finding));
  if (!finding) return undefined;
  const { severity, createdAt: since, workflow, snoozed, breached = [] } = card;
  const ts = card.state === 'LISTED' && card.sheet !== undefined ? (await cards.get(card.sheet))?.ts : card.ts;
  return {
    is: 'card',
    finding,
    severity,
    workflow,
    since,
    overdue: breached.length > 0,
    ...(snoozed && { snoozed }),
    ...(ts !== undefined && { message: { channel: placeOf(card), ts } }),
  };
}
