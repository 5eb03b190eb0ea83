import { placeOf } from '../../domain/card.ts';
import { doneAside, type Intent } from '../../domain/intent.ts';
import { faceLeft } from '../delivery/face-of.ts';
import { messageOf } from '../message-of.ts';
import type { Services } from '../services.ts';

/** What whoever pressed directly is told, where nothing else shows them that it is done. */
export async function wordsAside({ action, card: key, aside }: Intent, { cards }: Pick<Services, 'cards'>): Promise<string | undefined> {
  const card = aside && aside.responseUrl === undefined ? await cards.get(key) : undefined;
  return card && doneAside(action, placeOf(card));
}

/** Draws the answer in which somebody has pressed anew, as its finding stands now and with the buttons that fit that. */
export async function showAside(intent: Intent, services: Pick<Services, 'cards' | 'findings' | 'chat'>): Promise<void> {
  const { who, channel, action, state, aside } = intent;
  const card = aside?.responseUrl === undefined ? undefined : await services.cards.get(intent.card);
  const face = card?.subject.kind === 'problem' ? await faceLeft(card, services) : undefined;
  if (!card || face?.kind !== 'problem') return;
  const message = await messageOf(card, services);
  await services.chat.answer(
    { who, channel, ...aside, replaces: true },
    {
      kind: 'finding',
      finding: face.finding,
      card: card.key,
      actionVersion: card.actionVersion,
      offers: face.offers,
      face,
      ...(card.ticket && { ticket: card.ticket }),
      ...(message && { url: message.url }),
      ...(state !== 'REFUSED' && { said: doneAside(action, placeOf(card)) }),
    },
  );
}
