import type { Card } from '../../domain/card.ts';
import { whyOf } from '../../domain/exception.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Services } from '../services.ts';
import { remarkOnce } from './remark-once.ts';

/** Says under a suppressed card that its suppression ends in so many days. */
export async function warnOfEnd(card: Card, days: number, services: Pick<Services, 'cards' | 'chat' | 'log' | 'now'>): Promise<void> {
  const { exception } = card;
  if (!exception) return;
  const notice: Notice = {
    tone: 'info',
    title: `This suppression ends ${days === 1 ? 'tomorrow' : `in ${days} days`}`,
    lines: [
      `On ${exception.until.slice(0, 10)} the finding is new again and comes back as a card.`,
      `Suppressed because ${whyOf(exception)}`,
      'If it is to stay suppressed, re-open it and suppress it anew.',
    ],
    by: exception.by,
  };
  const token = `${card.key}.${exception.since}.${days}`;
  await remarkOnce(card, token, ({ channel, ts }) => services.chat.remark(channel, ts, notice, token), services);
  await services.cards.change(card.key, (stored) =>
    stored?.exception?.since === exception.since ? { ...stored, exception: { ...stored.exception, warned: days } } : undefined,
  );
}
