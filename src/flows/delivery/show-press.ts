import { type Card, placeOf } from '../../domain/card.ts';
import { mayStillShow } from '../../domain/delivery.ts';
import { faceHash, type ProblemFace } from '../../domain/face.ts';
import type { Services } from '../services.ts';
import { afterFailure } from './after-failure.ts';
import { heldUntil } from './held-until.ts';

type Needs = Parameters<typeof heldUntil>[1] & Parameters<typeof afterFailure>[2] & Pick<Services, 'chat' | 'budgets'>;

/** What was drawn, and the want of the card that it was drawn from; or it may have been, or may yet be. */
export type Drawn = { hash: string; want: string } | 'unanswered';

/**
 * Whether a press may be shown while it is being written down: its card is this press's to edit, and nothing holds the
 * channel. Asked while Security Hub is changed, so that nobody waits for the answer.
 */
export async function mayShowPress(card: Card, editor: string, services: Needs): Promise<boolean> {
  if (card.editor !== editor) return false;
  const [held, spent] = await Promise.all([heldUntil(placeOf(card), services), services.budgets.take('chat.update', { spare: false })]);
  return held === undefined && spent === undefined;
}

/**
 * Edits the card's message to what it will be once the press is written down. When it was not, or Slack did not say that it
 * was, whoever edits after the row does it, as ever.
 */
export async function showPress(
  card: Card,
  { face, want }: { face: ProblemFace; want: string },
  services: Needs,
): Promise<Drawn | undefined> {
  const { chat, now, log } = services;
  if (card.ts === undefined || !mayStillShow(card, now().getTime())) return undefined;
  const channel = placeOf(card);
  const outcome = await chat.edit(channel, card.ts, face, card.token ?? card.key);
  if (outcome.kind === 'ok') return { hash: faceHash(face), want };
  log.info('press not shown at once', { card: card.key, because: outcome.error });
  if (outcome.kind === 'not sent') await afterFailure(channel, outcome, services);
  return outcome.kind === 'ambiguous' ? 'unanswered' : undefined;
}
