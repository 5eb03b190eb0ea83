import { withEscalation } from '../../domain/escalation.ts';
import type { Cards, Services } from '../services.ts';

/** Cards whose escalation begins and ends by itself, whoever changes them and for whatever reason: see withEscalation. */
export function escalatingCards(cards: Cards, { policy, now }: Pick<Services, 'policy' | 'now'>): Cards {
  return {
    ...cards,
    async change(key, change, ...options) {
      const { escalation } = await policy();
      return cards.change(
        key,
        (stored) => {
          const after = change(stored);
          return after && withEscalation(stored, after, escalation, now().getTime());
        },
        ...options,
      );
    },
  };
}
