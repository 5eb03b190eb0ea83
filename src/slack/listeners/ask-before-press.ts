import type { ModalView } from '@slack/types';
import type { PressAction } from '../../domain/card.ts';
import { type ProblemFace, takes } from '../../domain/face.ts';
import { cardForgotten } from '../../domain/forgotten.ts';
import type { Policy } from '../../domain/policy.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { seenAt } from '../../domain/seen.ts';
import { faceOf } from '../../flows/delivery/face-of.ts';
import type { PressListener } from '../listener.ts';
import type { ModalMetadata } from '../views/modal.ts';
import { WORKFLOW_WORDS } from '../views/words.ts';
import { pressedCard } from './press-at-once.ts';

/** What a form may depend on besides the card. */
export interface Circumstances {
  policy: Policy;
  now: Date;
  /** Slack user id of whoever it is opened for. */
  who: string;
}

/** A click on what asks something first: opens the form, unless the card no longer offers it. */
export const onAskBeforePress =
  (action: PressAction, form: (face: ProblemFace, metadata: ModalMetadata, circumstances: Circumstances) => ModalView): PressListener =>
  async (press, { cards, findings, modals, policy, now }) => {
    const pressed = pressedCard(press);
    const card = await cards.get(pressed.card);
    if (!card) throw cardForgotten();
    if (!takes(card, action)) {
      const already = WORKFLOW_WORDS[card.workflow];
      throw new UserFacingError('already_done', `This is ${already} already, so nothing was done. The card shows how it stands now.`);
    }
    const face = await faceOf(card, { cards, findings });
    if (face.kind !== 'problem')
      throw new UserFacingError('bad_arguments', 'This card is a summary; there is nothing to do about it as a whole.');
    const metadata = { ...pressed, saw: seenAt(now(), face) };
    await modals.open(press.trigger, form(face, metadata, { policy: await policy(), now: now(), who: press.who }));
    return undefined;
  };
