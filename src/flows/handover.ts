import { type Card, placeOf } from '../domain/card.ts';
import type { CardRow } from '../domain/card-row.ts';
import { MOST_EXCEPTIONS } from '../domain/exception-register.ts';
import { type Handover, type HandoverPart, handedOver, quietFeeds } from '../domain/handover.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { assertCapability } from './action/permission.ts';
import { backlogOf } from './backlog.ts';
import { ReadingFailed } from './delivery/reading-failed.ts';
import { rowAbout } from './row-about.ts';
import { sayOnce } from './say-once.ts';
import type { Services } from './services.ts';
import { ticketRow } from './tickets/ticket-row.ts';

type Needs = Pick<
  Services,
  'cards' | 'channels' | 'findings' | 'ticketing' | 'heartbeats' | 'directory' | 'policy' | 'chat' | 'log' | 'now'
>;

const MOST_STANDING = 10_000;
/** Read at once. */
const AT_ONCE = 25;
/** So many are named in each part; the rest is counted. */
const NAMED = 5;
/** An earlier try of the same is not older than this. */
const TRIED_MS = 60 * 60_000;

/**
 * `/shub handover`: one message in the channel for the next shift, about the cards that are there, the tickets that are due and
 * what does not come in any more. Asked for once it is posted once.
 */
export async function handOver({ who, channel, id, responseUrl }: Extract<Request, { kind: 'handover' }>, services: Needs): Promise<void> {
  const { chat, log } = services;
  await assertCapability(who, 'view', services);
  const say = async () => {
    const handover = { ...(await handoverOf(who, channel, services)), ...(await backlogOf(services, channel)) };
    return chat.handOver(channel, handover, id);
  };
  const outcome = await sayOnce({ channel, said: () => posted(channel, id, services), say }, services);
  if (outcome.kind === 'ok') return;
  if (outcome.kind !== 'permanent') throw new Error(`The handover was not posted: ${outcome.error}`);
  log.warn('handover not posted', { channel, because: outcome.error, asked: responseUrl !== undefined });
  throw new UserFacingError(
    'not_done',
    `Slack takes no message of shub here (\`${outcome.error}\`). Type \`/invite @shub\` in the channel, or ask in one that has cards.`,
  );
}

/** What an earlier try has posted. Where Slack lets us read nothing it takes no message either, and posting says why. */
async function posted(channel: string, id: string, { chat, now }: Pick<Services, 'chat' | 'now'>): Promise<string[]> {
  try {
    return await chat.findPosted(channel, id, new Date(now().getTime() - TRIED_MS));
  } catch (error) {
    if (error instanceof ReadingFailed && error.failure.kind === 'permanent') return [];
    throw error;
  }
}

async function handoverOf(by: string, channel: string, services: Needs): Promise<Handover> {
  const { ticketing, heartbeats, now } = services;
  const at = now().getTime();
  const cards = (await channelCards(services)).filter((card) => placeOf(card) === channel);
  const found = cards.flatMap((card) => handedOver(card, at).map((said) => ({ card, ...said })));
  const part = async (name: HandoverPart): Promise<Handover['parts'][HandoverPart]> => {
    const mine = found.filter((each) => each.part === name).sort((a, b) => a.at.localeCompare(b.at));
    return { total: mine.length, rows: await Promise.all(mine.slice(0, NAMED).map((each) => rowAbout(each, services))) };
  };
  const [due, last] = await Promise.all([ticketing.list('due', by, 1), heartbeats.last()]);
  const tickets = await Promise.all(
    due.tickets.slice(0, NAMED).map(async (ticket): Promise<CardRow> => {
      const { card } = await ticketRow(ticket, services);
      const { title, severity, owner } = ticket;
      return { title, severity, what: 'due', at: ticket.due, ...(owner !== undefined && { who: owner }), ...(card && { message: card }) };
    }),
  );
  const feeds = quietFeeds(last, at);
  return {
    by,
    channel,
    at: new Date(at).toISOString(),
    open: cards.filter(({ open }) => open).length,
    parts: {
      unowned: await part('unowned'),
      sla: await part('sla'),
      ageing: await part('ageing'),
      snoozes: await part('snoozes'),
      suppressions: await part('suppressions'),
      tickets: { rows: tickets, total: due.total },
      feeds: {
        total: feeds.length,
        rows: feeds.slice(0, NAMED).map(({ feed, since }) => ({ title: feed, what: 'silent since', at: since })),
      },
    },
  };
}

/** Every card with something open or suppressed about it. */
async function channelCards({ cards }: Pick<Services, 'cards'>): Promise<Card[]> {
  const [standing, excepted] = await Promise.all([cards.standing(MOST_STANDING), cards.exceptions(MOST_EXCEPTIONS)]);
  const keys = [...new Set([...standing, ...excepted].map(({ card }) => card))];
  const read: Card[] = [];
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const some = await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => cards.get(key)));
    read.push(...some.filter((card) => card !== undefined));
  }
  return read;
}
