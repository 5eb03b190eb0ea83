import type { ModalView } from '@slack/types';
import { type Span, spanOf } from '../../domain/exception.ts';
import { offersFor, type ProblemFace } from '../../domain/face.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { faceOf } from '../../flows/delivery/face-of.ts';
import type { PressListener } from '../listener.ts';
import type { ModalMetadata } from '../views/modal.ts';
import { WORKFLOW_WORDS } from '../views/words.ts';
import { pressedCard } from './press-at-once.ts';

/** A click on Resolve or Suppress: opens the form, unless the card no longer offers it. */
export const onAskBeforePress =
  (action: 'resolve' | 'suppress', form: (face: ProblemFace, metadata: ModalMetadata, span: Span) => ModalView): PressListener =>
  async (press, { cards, findings, modals, policy, now }) => {
    const metadata = pressedCard(press);
    const card = await cards.get(metadata.card);
    if (!card) throw new UserFacingError('finding_gone', 'shub no longer knows this card. Find the finding with `/shub findings`.');
    if (!offersFor(card.workflow).includes(action)) {
      throw new UserFacingError(
        'already_done',
        `This is ${WORKFLOW_WORDS[card.workflow]} already, so nothing was done. The card shows how it stands now.`,
      );
    }
    const face = await faceOf(card, { cards, findings });
    if (face.kind !== 'problem')
      throw new UserFacingError('bad_arguments', 'This card is a summary; there is nothing to do about it as a whole.');
    await modals.open(press.trigger, form(face, metadata, spanOf((await policy()).suppress, now())));
    return undefined;
  };
