import { isDirty, placeOf } from '../../domain/card.ts';
import { replaced } from '../../domain/card-changes.ts';
import { doneEditing, hurried, leftAsItIs, mayStillShow, startEditing } from '../../domain/delivery.ts';
import { faceHash } from '../../domain/face.ts';
import { recorded } from '../../domain/unrecorded.ts';
import { putOnRecord } from '../put-on-record.ts';
import type { Outcome, Services } from '../services.ts';
import { afterFailure, isRefused } from './after-failure.ts';
import { faceLeft } from './face-of.ts';
import { heldUntil } from './held-until.ts';
import { relay } from './sheets.ts';

type Needs = Parameters<typeof afterFailure>[2] &
  Pick<Services, 'audit' | 'cards' | 'findings' | 'chat' | 'installation' | 'budgets' | 'breaker' | 'token'>;

/** Edits are safe to repeat, but not at once. */
const RETRY_MS = 5_000;

/**
 * Edits the card's message until it shows what the card wants, under the card's own short claim: whatever else is being
 * done in the channel does not hold this up. Leaves a paused channel alone; the card then stays in the delivery queue.
 */
export async function editCard(key: string, services: Needs, options: { byPerson: boolean }): Promise<void> {
  const { cards, chat, log, now, token } = services;
  for (;;) {
    const editor = token();
    const { card } = await cards.change(
      key,
      (card) => startEditing(card, editor, now().getTime(), options) ?? (options.byPerson ? hurried(card) : undefined),
    );
    if (card?.state === 'LISTED' && card.sheet !== undefined && isDirty(card)) {
      await relay(card, services);
      await editCard(card.sheet, services, options);
      return;
    }
    if (card?.editor !== editor || card.ts === undefined) return;
    const hurry = options.byPerson || card.hurry === true;
    const finish = (result: Parameters<typeof doneEditing>[3]) =>
      cards.change(key, (stored) => {
        const done = doneEditing(stored, editor, now().getTime(), result);
        return 'drawn' in result ? recorded(done, card) : done;
      });
    const channel = placeOf(card);
    const held = await heldUntil(channel, services);
    if (held !== undefined) {
      // Soon, though nothing goes out before `held`: a pause may end at any moment, and the card must then not be late.
      await finish({ retryAt: Math.min(held, now().getTime() + RETRY_MS), hurry });
      return;
    }

    const spent = await services.budgets.take('chat.update', { spare: !hurry });
    if (spent !== undefined) {
      await finish({ retryAt: spent, hurry });
      return;
    }

    const face = await faceLeft(card, services, (shown) => putOnRecord(shown, services));
    if (!face) {
      log.info('nothing left to show: the findings of the card are forgotten', { card: key });
      await cards.change(key, (stored) => leftAsItIs(stored, editor));
      return;
    }
    // Whoever was kept for so long must not draw over what somebody else draws meanwhile.
    if (!mayStillShow(card, now().getTime())) {
      await finish({ retryAt: now().getTime(), hurry });
      return;
    }
    const metadata = card.token ?? card.key;
    let outcome: Outcome = await chat.edit(channel, card.ts, face, metadata);
    if (isRefused(outcome) && mayStillShow(card, now().getTime())) {
      log.error('Slack refused a card', { card: key, because: outcome.error });
      log.count('RefusedCards');
      outcome = await chat.edit(channel, card.ts, face, metadata, { plain: true });
    }
    if (outcome.kind === 'ok') {
      await finish({ drawn: { hash: faceHash(face), want: card.want } });
      continue;
    }
    if (outcome.kind === 'permanent' && outcome.of === 'missing') {
      log.warn('message gone, posting again', { card: key, because: outcome.error });
      await cards.change(key, (stored) => replaced(stored, editor, now()));
      return;
    }
    const retryAt = (await afterFailure(channel, outcome, services)) ?? now().getTime() + RETRY_MS;
    await finish({ retryAt, unanswered: outcome.kind === 'ambiguous', hurry });
    return;
  }
}
