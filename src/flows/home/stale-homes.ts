import { cardOnHomes, ticketOnHomes } from '../../domain/home.ts';
import type { Cards, Services, TicketRows } from '../services.ts';

type Needs = Pick<Services, 'homes' | 'queues' | 'log'>;

/** Changes within this time are drawn together; whoever draws reads only after it. */
const TOGETHER_SECONDS = 1;

/** Has the Homes drawn that somebody has open. What cannot be said now is left to the next change, and to the clock. */
async function markStale({ homes, queues, log }: Needs): Promise<void> {
  try {
    if (await homes.stale()) await queues.drawHomes(TOGETHER_SECONDS);
  } catch (error) {
    log.warn('homes left to the clock', { error: String(error) });
    log.count('HomesLeftToClock');
  }
}

/** The same cards; a change that a Home shows has it drawn, whoever makes it and why. */
export function cardsOnHomes(cards: Cards, services: Needs): Cards {
  return {
    ...cards,
    async change(key, change, options) {
      let before = '';
      const result = await cards.change(
        key,
        (card) => {
          before = cardOnHomes(card);
          return change(card);
        },
        options,
      );
      if (result.changed && cardOnHomes(result.card) !== before) await markStale(services);
      return result;
    },
  };
}

/** The same of tickets. */
export function ticketsOnHomes(rows: TicketRows, services: Needs): TicketRows {
  return {
    ...rows,
    async change(key, change) {
      let before = '';
      const result = await rows.change(key, (ticket) => {
        before = ticketOnHomes(ticket);
        return change(ticket);
      });
      if (result.changed && ticketOnHomes(result.ticket) !== before) await markStale(services);
      return result;
    },
  };
}
