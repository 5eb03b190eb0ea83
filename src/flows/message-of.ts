import { type Card, placeOf } from '../domain/card.ts';
import { messageUrl } from '../domain/message-url.ts';
import type { Services } from './services.ts';

/** The message in which a card is shown: its own, or the sheet on which it is. */
export async function messageOf(
  card: Card | undefined,
  { cards }: Pick<Services, 'cards'>,
): Promise<{ ts: string; url: string } | undefined> {
  if (!card) return undefined;
  const ts = card.state === 'LISTED' && card.sheet !== undefined ? (await cards.get(card.sheet))?.ts : card.ts;
  return ts === undefined ? undefined : { ts, url: messageUrl(placeOf(card), ts) };
}
