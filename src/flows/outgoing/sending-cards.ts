import { sendsAt } from '../../domain/alerting.ts';
import type { Cards, Services } from '../services.ts';

/**
 * Cards that have what they now have to send sent at once, whoever wrote it down and for whatever reason. It is also found
 * by the clock within a minute, so a queue that cannot be reached delays it and loses nothing.
 */
export function sendingCards(cards: Cards, { queues, log, now }: Pick<Services, 'queues' | 'log' | 'now'>): Cards {
  return {
    ...cards,
    async change(key, change, options) {
      const result = await cards.change(key, change, options);
      const at = result.changed && result.card && sendsAt(result.card);
      if (at && at <= now().getTime()) {
        await queues.sendOut(key).catch((error: unknown) => {
          log.warn('left to the clock to send', { card: key, error: String(error) });
          log.count('SendsLeftToClock');
        });
      }
      return result;
    },
  };
}
