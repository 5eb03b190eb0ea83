import { type Card, placeOf } from '../../domain/card.ts';
import { unburdened } from '../../domain/carried.ts';
import { leftUnposted, notPosted, parked, posted, startPosting, strayed } from '../../domain/delivery.ts';
import { type Face, faceHash } from '../../domain/face.ts';
import { recorded } from '../../domain/unrecorded.ts';
import { type Company, sendAlong } from '../outgoing/send-along.ts';
import { sendForCards } from '../outgoing/send-for-cards.ts';
import { lookAgain, withResults } from '../outgoing/send-out.ts';
import { putOnRecord } from '../put-on-record.ts';
import type { Outcome, Services } from '../services.ts';
import { afterFailure, isRefused } from './after-failure.ts';
import { faceLeft } from './face-of.ts';
import { removeTwins } from './look-up-card.ts';
import { releaseCards } from './sheets.ts';

type Needs = Parameters<typeof afterFailure>[2] &
  Parameters<typeof sendAlong>[3] &
  Parameters<typeof removeTwins>[1] &
  Pick<Services, 'audit' | 'cards' | 'findings' | 'chat' | 'queues' | 'token'>;

/** A card and the face it is to be posted with. */
export interface Ready {
  card: Card;
  face: Face;
}

interface Turn {
  company?: Company;
  /** Whether the lease still lasts for as long as a post may take. */
  isFresh: () => boolean;
}

/** Draws a NEW card, which takes its time, before anything says that it is being posted; undefined when there is nothing to post. */
export async function prepareCard(key: string, services: Needs): Promise<Ready | undefined> {
  const card = await services.cards.get(key);
  if (card?.state !== 'NEW') return undefined;
  const ready = await drawn(card, services);
  if (ready) return ready;
  services.log.info('nothing left to post: the findings of the card are forgotten', { card: key });
  await services.cards.change(key, (stored) => leftUnposted(stored, card.want));
  return undefined;
}

async function drawn(card: Card, services: Needs): Promise<Ready | undefined> {
  const face = await faceLeft(card, services, (shown) => putOnRecord(shown, services));
  return face && { card, face };
}

/**
 * Posts the message of a NEW card. That it is POSTING is written down before Slack hears of it, so that whatever happens
 * afterwards, nobody posts it a second time without having looked in the channel. False: the channel is not to be
 * bothered further for now.
 */
export async function createCard(ready: Ready, services: Needs, { company = { trouble: false }, isFresh }: Turn): Promise<boolean> {
  const { cards, chat, log, now, token } = services;
  const { key } = ready.card;
  const started = await cards.change(key, (card) => startPosting(card, token(), now().getTime()), { seen: ready.card });
  const { card } = started;
  if (!started.changed || card?.token === undefined) return true;
  const { token: nonce } = card;
  const channel = placeOf(card);
  const newest = card.want === ready.card.want ? ready : await drawn(card, services);
  if (!newest || !isFresh()) {
    await cards.change(key, (stored) => notPosted(stored, nonce, now().getTime(), { again: false }));
    return true;
  }

  const { card: shown, face } = newest;
  let outcome: Outcome = await chat.post(channel, face, nonce);
  if (isRefused(outcome)) {
    log.error('Slack refused a card', { card: key, because: outcome.error });
    log.count('RefusedCards');
    outcome = await chat.post(channel, face, nonce, { plain: true });
  }
  if (outcome.kind === 'ok') {
    const { ts } = outcome;
    const asDrawn = { hash: faceHash(face), want: shown.want };
    const sent = await sendAlong(card, ts, company, services);
    const told = await sendForCards(card, ts, company, services);
    const written = await cards.change(key, (stored) => {
      const done = recorded(posted(stored, nonce, ts, asDrawn, now().getTime()), shown);
      return done && unburdened(withResults(done, sent), told);
    });
    if (written.changed) await lookAgain(key, sent, services);
    // Whoever slept in the middle of this may find that another has posted it meanwhile.
    else if ((await cards.change(key, (stored) => strayed(stored, nonce, ts, now().getTime()))).changed) await removeTwins(key, services);
    return true;
  }
  await afterFailure(channel, outcome, services);
  if (outcome.kind === 'permanent' && outcome.of !== 'channel' && outcome.of !== 'auth') {
    const refusal = outcome;
    await releaseCards(card, services);
    await cards.change(key, (stored) => {
      const given = parked(stored, nonce, refusal, now().getTime());
      return given && unburdened(given);
    });
    return true;
  }
  // Ambiguous: it stays POSTING, and once settled it is looked up.
  if (outcome.kind !== 'ambiguous') await cards.change(key, (stored) => notPosted(stored, nonce, now().getTime(), { again: false }));
  return outcome.kind === 'ambiguous';
}
