import { createHash } from 'node:crypto';
import * as z from 'zod';
import { onCallFor } from '../../domain/escalation.ts';
import { cardForgotten } from '../../domain/forgotten.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { faceOf } from '../../flows/delivery/face-of.ts';
import type { PressListener, SubmissionListener } from '../listener.ts';
import { escalateModal, MOST_CALLED } from '../views/escalate-modal.ts';
import { NOTE_INPUT, WHOM_INPUT } from '../views/ids.ts';
import { pressedCard } from './press-at-once.ts';
import { firstWords, Note, remembered, typed } from './press-form.ts';

/** Escalate chosen under a card: the form opens, unless there is nothing left to call anybody for. */
export const onEscalateAsked: PressListener = async (press, { cards, findings, modals, policy }) => {
  const metadata = pressedCard(press);
  const card = await cards.get(metadata.card);
  if (!card) throw cardForgotten();
  const face = await faceOf(card, { cards, findings });
  if (face.kind !== 'problem' || face.test?.over) throw new UserFacingError('bad_arguments', 'There is nothing here to call anybody for.');
  if (!face.open) throw new UserFacingError('already_done', 'This finding is closed, so there is nothing to call anybody for.');
  await modals.open(press.trigger, escalateModal(face, metadata, onCallFor(face.finding, face.route, (await policy()).onCall)));
  return undefined;
};

const People = z
  .array(z.string().regex(/^[UW][A-Z0-9]{2,20}$/, 'Please choose people.'))
  .max(MOST_CALLED, `Please choose ${MOST_CALLED} people at most.`);
const Chosen = z.object({ selected_users: z.array(z.string()).nullish() });

/** The form sent off. */
export const onEscalateSubmitted: SubmissionListener = async (submission, { queues }) => {
  const note = Note.safeParse(typed(submission));
  const chosen = Chosen.safeParse(submission.values[WHOM_INPUT.block]?.[WHOM_INPUT.action]).data?.selected_users ?? [];
  const whom = People.safeParse(chosen);
  if (!note.success || !whom.success) {
    return {
      ...(!note.success && { [NOTE_INPUT.block]: firstWords(note.error) }),
      ...(!whom.success && { [WHOM_INPUT.block]: firstWords(whom.error) }),
    };
  }
  const { card, channel } = remembered(submission);
  // One form is one call, however often Slack sends it.
  const press = createHash('sha256').update(`escalate|${submission.view}`).digest('hex').slice(0, 32);
  await queues.request({ kind: 'escalate', who: submission.who, channel, press, card, reason: note.data, whom: whom.data }, 'actions');
  return undefined;
};
