import { type Card, placeOf, waitingSince } from '../../domain/card.ts';
import { adopted, notFoundOut, notPosted, undoubted } from '../../domain/delivery.ts';
import { giveBack } from '../outgoing/give-back.ts';
import type { Services } from '../services.ts';
import { ReadingFailed } from './reading-failed.ts';

type Needs = Pick<Services, 'cards' | 'chat' | 'budgets' | 'breaker' | 'log' | 'now'>;

const TRY_AGAIN_MS = 30_000;

/** Of 200 messages each. Whoever says that much in minutes is no person, and the history of other channels is to be read as well. */
const MOST_PAGES = 5;

/** Slack's clock and ours may differ by this much. */
const LOOK_BACK_MS = 60_000;

/**
 * Finds out what became of a post that was never answered: adopts the message if it is there, else frees the card to post
 * again. Copies go only after one is adopted, so that two who look at once never take away each other's.
 */
export async function lookUpCard(key: string, services: Needs): Promise<void> {
  const { cards, breaker, log, now } = services;
  const card = await cards.get(key);
  if (card?.state !== 'POSTING' || card.token === undefined || card.postingSince === undefined) return;
  const { token } = card;
  const found = await messagesOf(card, token, new Date(card.postingSince - LOOK_BACK_MS), services);
  if ('unknownUntil' in found) {
    // While nothing at all may be sent, posting again would not help either.
    const away = found.counts && (await breaker.open()) === undefined ? now().getTime() : Number.NEGATIVE_INFINITY;
    const { card: after } = await cards.change(key, (stored) => notFoundOut(stored, token, away, found.unknownUntil));
    if (after?.state === 'NEW') log.count('PossibleDuplicates');
    return;
  }
  const [first, ...twins] = found.ts;
  if (first !== undefined) await giveBack(card, services);
  log.info('unanswered post looked up', { card: key, found: first !== undefined, twins: twins.length });
  await cards.change(key, (stored) => {
    if (first === undefined) return notPosted(stored, token, now().getTime(), { again: true });
    return adopted(stored, token, first, twins.length, now().getTime());
  });
  if (twins.length > 0) await removeTwins(key, services);
}

/** Removes a copy that turned up after the message had been sent again; what cannot be looked at or removed now is looked for again. */
export async function removeTwins(key: string, services: Needs): Promise<void> {
  const { cards, log, now } = services;
  const card = await cards.get(key);
  if (!card?.token || !card.twinChecks.some((at) => at <= now().getTime())) return;
  let again = card.state === 'POSTED' ? undefined : now().getTime() + TRY_AGAIN_MS;
  let clean = false;
  if (card.state === 'POSTED') {
    const since = (card.triedSince ?? Date.parse(waitingSince(card))) - LOOK_BACK_MS;
    const found = await messagesOf(card, card.token, new Date(since), services);
    if ('unknownUntil' in found) {
      if (found.tooMuch) log.count('TwinsNotLookedFor');
      else again = found.unknownUntil;
    } else {
      const twins = found.ts.filter((ts) => ts !== card.ts);
      const { later, never } = await removeAll(placeOf(card), twins, services);
      if (later) again = now().getTime() + TRY_AGAIN_MS;
      if (twins.length > 0) log.warn('late twins', { card: key, twins: twins.length, never, again });
      clean = again === undefined && never === 0;
    }
  }
  await cards.change(key, (stored) => {
    if (!stored) return undefined;
    const ahead = stored.twinChecks.filter((at) => at > now().getTime());
    const checked = { ...stored, twinChecks: again === undefined ? ahead : [...ahead, again] };
    return clean && ahead.length === 0 ? undoubted(checked) : checked;
  });
}

type Found = { ts: string[] } | { unknownUntil: number; counts: boolean; tooMuch: boolean };

/**
 * The messages in the channel that carry the token; or when to look again, `counts` telling whether Slack was asked at all, `tooMuch`
 * whether more has been said there since than is looked through.
 */
async function messagesOf(card: Card, token: string, since: Date, { chat, budgets, log, now }: Needs): Promise<Found> {
  let pages = 0;
  let spent: number | undefined;
  const mayRead = async (): Promise<boolean> => {
    if (pages++ >= MOST_PAGES) return false;
    spent = await budgets.take('conversations.history', { spare: false });
    return spent === undefined;
  };
  if (!(await mayRead()) && spent !== undefined) return { unknownUntil: spent, counts: false, tooMuch: false };
  try {
    return { ts: await chat.findPosted(placeOf(card), token, since, mayRead) };
  } catch (error) {
    if (!(error instanceof ReadingFailed)) throw error;
    const { failure } = error;
    log.warn('history not read', { card: card.key, because: failure.error });
    log.count('HistoryUnavailable');
    const until = spent ?? now().getTime() + (failure.kind === 'not sent' ? failure.retryAfter * 1000 : TRY_AGAIN_MS);
    // Retry-After is of the method, for whatever is looked up next.
    if (failure.kind === 'not sent' && spent === undefined && pages <= MOST_PAGES)
      await budgets.hold('conversations.history', new Date(until));
    return { unknownUntil: until, counts: true, tooMuch: pages > MOST_PAGES };
  }
}

/** Whether any of them may still be there and trying again can help, and how many are there for good. */
async function removeAll(channel: string, twins: readonly string[], { chat, log }: Needs): Promise<{ later: boolean; never: number }> {
  let later = false;
  let never = 0;
  for (const ts of twins) {
    const outcome = await chat.remove(channel, ts);
    log.count(outcome.kind === 'ok' ? 'TwinsRemoved' : 'TwinsNotRemoved');
    if (outcome.kind === 'permanent') never++;
    else if (outcome.kind !== 'ok') later = true;
  }
  return { later, never };
}
