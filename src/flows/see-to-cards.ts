import { sendsAt } from '../domain/alerting.ts';
import { placeOf } from '../domain/card.ts';
import { handedToConfirm, isToConfirm } from '../domain/confirm.ts';
import { redrawn, revived } from '../domain/delivery.ts';
import { promisedAt } from '../domain/promises.ts';
import { testOver } from '../domain/test-card.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'cards' | 'queues' | 'log' | 'now'>;

/** How many cards one tick looks at, for how long, and how many side by side; what is left is due at the next. */
const MOST = 5_000;
const FOR_MS = 20_000;
const AT_ONCE = 20;

/**
 * Has done what falls due about cards, what is due longest first. Each is seen to on its own, so that none that cannot be read
 * or written keeps the others waiting. Resolves to the channels in which something may be to be drawn.
 */
export async function seeToCards(services: Needs): Promise<Set<string>> {
  const { cards, log, now } = services;
  const end = now().getTime() + FOR_MS;
  const due = await cards.due(now(), MOST);
  const places: (string | undefined)[] = [];
  let seen = 0;
  for (; seen < due.length && now().getTime() < end; seen += AT_ONCE) {
    places.push(...(await Promise.all(due.slice(seen, seen + AT_ONCE).map((key) => seeTo(key, services)))));
  }
  if (seen < due.length) {
    log.warn('more cards are due than a tick has time for', { left: due.length - seen });
    log.count('CardsLeftToTheNextTick', due.length - seen);
  }
  return new Set(places.filter((place) => place !== undefined));
}

/** Hands everything that takes long to whoever has the time. Resolves to the channel of the card. */
async function seeTo(key: string, services: Needs): Promise<string | undefined> {
  const { cards, queues, log, now } = services;
  const at = now().getTime();
  try {
    const card = await cards.get(key);
    if (!card) return undefined;
    if ((sendsAt(card) ?? Infinity) <= at) await queues.sendOut(key);
    if ((promisedAt(card) ?? Infinity) <= at) await queues.request({ kind: 'promises', card: key }, 'actions');
    if (isToConfirm(card, at)) await haveConfirmed(key, at, services);
    if (card.twinChecks.some((check) => check <= at)) await queues.removeTwins(key);
    await cards.change(key, (stored) => redrawn(stored, at) ?? revived(stored, at) ?? testOver(stored, at));
    return placeOf(card);
  } catch (error) {
    // It stays due, and is seen to at the next tick.
    log.error('card not seen to', { card: key, because: String(error) });
    log.count('CardsNotSeenTo');
    return undefined;
  }
}

async function haveConfirmed(key: string, at: number, { cards, queues, log }: Needs): Promise<void> {
  await queues.request({ kind: 'confirm', card: key }, 'actions');
  const { card, changed } = await cards.change(key, (stored) => handedToConfirm(stored, at));
  if (!changed || card?.confirm) return;
  log.error('press never read back', { card: key });
  log.count('PressesNotReadBack');
}
