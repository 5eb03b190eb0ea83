import type { Card } from '../../domain/card.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Promised } from '../../domain/promises.ts';
import type { Services } from '../services.ts';
import { remarkOnce } from './remark-once.ts';

/** Says under the card, once however often it is tried again, that something promised about it could not be done, and why. */
export async function sayNotKept(
  card: Card,
  due: Promised,
  because: string,
  services: Pick<Services, 'cards' | 'chat' | 'log' | 'now'>,
): Promise<void> {
  const notice: Notice = {
    tone: 'bad',
    title: 'What was promised here could not be done',
    lines: [because, 'shub tries again every hour. If nothing changes, do it by hand: the buttons above still work.'],
  };
  const token = `${card.key}.${due.do}.${due.at}.not kept`;
  await remarkOnce(card, token, ({ channel, ts }) => services.chat.remark(channel, ts, notice, token), services);
}
