import { type Card, placeOf } from '../domain/card.ts';
import { messageUrl } from '../domain/message-url.ts';
import type { Services } from './services.ts';

/** The message in which a card is shown: its own, or the sheet on which it is. */
export async function messageOf(
  card: Card | undefined,
  { cards }: Pick<Services, 'cards'>,
): Promise<{ channel: string; ts: string; url: string } | undefined> {
  if (!card) return undefined;
  const shown = card.state === 'LISTED' && card.sheet !== undefined ? await cards.get(card.sheet) : card;
  if (shown?.ts === undefined) return undefined;
  // A sheet may have gone to the fallback channel with all that is on it.
  const channel = placeOf(shown);
  return { channel, ts: shown.ts, url: messageUrl(channel, shown.ts) };
}
