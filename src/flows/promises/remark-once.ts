import { type Card, placeOf } from '../../domain/card.ts';
import { sayOnce } from '../say-once.ts';
import type { Outcome, Services } from '../services.ts';

/** The message under which something about a card is said: its own, or the sheet on which it is. Undefined while it has none. */
async function threadOf(card: Card, { cards }: Pick<Services, 'cards'>): Promise<{ channel: string; ts: string } | undefined> {
  const sheet = card.state === 'LISTED' && card.sheet !== undefined ? await cards.get(card.sheet) : undefined;
  const { ts } = sheet ?? card;
  return ts === undefined ? undefined : { channel: placeOf(sheet ?? card), ts };
}

/**
 * Says something under a card by `say`, unless `token` has been said there before, see `sayOnce`. Resolves to its message;
 * undefined when it cannot be said there. Throws when it may help to try again.
 */
export async function remarkOnce(
  card: Card,
  token: string,
  say: (at: { channel: string; ts: string }) => Promise<Outcome>,
  services: Pick<Services, 'cards' | 'chat' | 'log' | 'now'>,
): Promise<{ channel: string; ts: string } | undefined> {
  const { chat, log } = services;
  const at = await threadOf(card, services);
  if (!at) return undefined;
  const said = () => chat.findInThread(at.channel, at.ts, token);
  const outcome = await sayOnce({ channel: at.channel, said, say: () => say(at) }, services);
  if (outcome.kind === 'ok') return { channel: at.channel, ts: outcome.ts };
  if (outcome.kind !== 'permanent') throw new Error(`Not said under a card (${outcome.error}); it will be taken up again`);
  log.error('remark refused', { card: card.key, because: outcome.error });
  return undefined;
}
