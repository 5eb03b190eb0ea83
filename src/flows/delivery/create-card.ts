import { notPosted, parked, posted, startPosting } from '../../domain/delivery.ts';
import { faceHash } from '../../domain/face.ts';
import type { Outcome, Services } from '../services.ts';
import { afterFailure } from './after-failure.ts';
import { faceOf } from './face-of.ts';

type Needs = Pick<Services, 'cards' | 'channels' | 'findings' | 'chat' | 'log' | 'now' | 'token'>;

/**
 * Posts the message of a NEW card. That it is POSTING is written down before Slack hears of it, so that whatever happens
 * afterwards, nobody posts it a second time without having looked in the channel. False: the channel is not to be
 * bothered further for now.
 */
export async function createCard(key: string, services: Needs): Promise<boolean> {
  const { cards, chat, channels, log, now, token } = services;
  const started = await cards.change(key, (card) => startPosting(card, token(), now().getTime()));
  const { card } = started;
  if (!started.changed || card?.token === undefined) return true;
  const { channel, token: nonce } = card;

  const face = await faceOf(card, services);
  let outcome: Outcome = await chat.post(channel, face, nonce);
  if (outcome.kind === 'permanent' && outcome.of === 'message') {
    log.error('Slack refused a card', { card: key, because: outcome.error });
    log.count('RefusedCards');
    outcome = await chat.post(channel, face, nonce, { plain: true });
  }
  if (outcome.kind === 'ok') {
    const { ts } = outcome;
    const drawn = { hash: faceHash(face), want: card.want };
    await cards.change(key, (stored) => posted(stored, nonce, ts, drawn, now().getTime()));
    const state = await channels.get(channel);
    if (state?.health === 'broken') await channels.setHealth(channel, 'ok');
    return true;
  }
  await afterFailure(channel, outcome, services);
  if (outcome.kind === 'permanent' && (outcome.of === 'message' || outcome.of === 'missing')) {
    const because = outcome.error;
    await cards.change(key, (stored) => parked(stored, nonce, because));
    return true;
  }
  // Ambiguous: it stays POSTING, and once settled it is looked up.
  if (outcome.kind !== 'ambiguous') await cards.change(key, (stored) => notPosted(stored, nonce, now().getTime(), { again: false }));
  return outcome.kind === 'ambiguous';
}

/**
 * Finds out what became of a post that was never answered: adopts the message if it is there, else frees the card to post
 * again. Copies go only after one is adopted, so that two who look at once never take away each other's.
 */
export async function lookUpCard(key: string, services: Pick<Services, 'cards' | 'chat' | 'log' | 'now'>): Promise<void> {
  const { cards, chat, log, now } = services;
  const card = await cards.get(key);
  if (card?.state !== 'POSTING' || card.token === undefined || card.postingSince === undefined) return;
  const { token, channel } = card;
  const [first, ...twins] = await chat.findPosted(channel, token, new Date(card.postingSince - LOOK_BACK_MS));
  log.info('unanswered post looked up', { card: key, found: first !== undefined, twins: twins.length });
  await cards.change(key, (stored) => {
    if (first === undefined) return notPosted(stored, token, now().getTime(), { again: true });
    const found = posted(stored, token, first, undefined, now().getTime());
    return found && twins.length > 0 ? { ...found, twinChecks: [...found.twinChecks, now().getTime()] } : found;
  });
  if (twins.length > 0) await removeTwins(key, services);
}

/** Removes a copy that turned up after the message had been sent again; what cannot be looked at or removed now is looked for again. */
export async function removeTwins(key: string, services: Pick<Services, 'cards' | 'chat' | 'log' | 'now'>): Promise<void> {
  const { cards, chat, log, now } = services;
  const card = await cards.get(key);
  if (!card?.token || !card.twinChecks.some((at) => at <= now().getTime())) return;
  let left = card.state !== 'POSTED';
  if (card.state === 'POSTED') {
    const found = await chat.findPosted(card.channel, card.token, new Date(Date.parse(card.createdAt) - LOOK_BACK_MS));
    const twins = found.filter((ts) => ts !== card.ts);
    left = await removeAll(card.channel, twins, services);
    if (twins.length > 0) log.warn('late twin removed', { card: key, twins: twins.length, left });
  }
  await cards.change(key, (stored) => {
    if (!stored) return undefined;
    const ahead = stored.twinChecks.filter((at) => at > now().getTime());
    return { ...stored, twinChecks: left ? [...ahead, now().getTime() + TRY_AGAIN_MS] : ahead };
  });
}

/** Whether any of them may still be there, and trying again can help. */
async function removeAll(channel: string, twins: readonly string[], { chat, log }: Pick<Services, 'chat' | 'log'>): Promise<boolean> {
  let left = false;
  for (const ts of twins) {
    const outcome = await chat.remove(channel, ts);
    if (outcome.kind === 'ok') log.count('TwinsRemoved');
    else if (outcome.kind !== 'permanent') left = true;
  }
  return left;
}

const TRY_AGAIN_MS = 30_000;

/** Slack's clock and ours may differ by this much. */
const LOOK_BACK_MS = 60_000;
