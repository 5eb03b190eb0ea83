import * as z from 'zod';
import { MOST_PASSED, passedName } from '../../domain/next-card.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener, SubmissionListener } from '../listener.ts';
import { jsonOf, type Press } from '../payload.ts';
import { requestPress } from '../request-press.ts';
import { QueuePlace } from '../views/next-card.ts';
import { onAskBeforePress } from './ask-before-press.ts';

/** `/shub next`: the card follows by itself. */
export const onNext: CommandListener<'next'> = async (asked, { queues }) => {
  await queues.request({ kind: 'next', ...askerOf(asked), passed: [] }, 'actions');
  return undefined;
};

/** A click on Skip: the next one takes its place. */
export const onSkipped: PressListener = async (press, { queues }) => {
  const { card, passed } = placeIn(press);
  await queues.request({ kind: 'next', ...askerOf(press), replaces: true, passed: passing(card, passed) }, 'actions');
  return undefined;
};

/** A click on Acknowledge in the queue: a press on the card like any other, and the next one takes its place. */
export const onNextAcknowledged: PressListener = async (press, services) => {
  const { card, actionVersion, passed } = placeIn(press);
  const asker = askerOf(press);
  await requestPress({ who: press.who, action: 'acknowledge', card, actionVersion, channel: asker.channel }, services);
  await services.queues.request({ kind: 'next', ...asker, replaces: true, passed: passing(card, passed) }, 'actions');
  return undefined;
};

/** What a form that was opened in the queue remembers of it, beside what it remembers of its card. */
const Queued = z.object({
  card: z.string(),
  channel: z.string(),
  queue: z.object({ passed: z.array(z.string()), responseUrl: z.string().optional() }),
});

/** A click on what asks something first: the queue goes on once the form is sent off. */
export const onNextAsked =
  (...[action, form]: Parameters<typeof onAskBeforePress>): PressListener =>
  (press, services) => {
    const { card, actionVersion, passed } = placeIn(press);
    const { responseUrl } = askerOf(press);
    const queue = { passed, ...(responseUrl !== undefined && { responseUrl }) };
    const ask = onAskBeforePress(action, (face, metadata, circumstances) => {
      const remembered = { ...metadata, queue };
      return form(face, remembered, circumstances);
    });
    // The next card in its place is answer enough.
    return ask({ ...press, aside: undefined, value: `${card}|${actionVersion}` }, services);
  };

/** The same form sent off, after which the queue goes on if it was opened there. */
export const thenNext =
  (submitted: SubmissionListener): SubmissionListener =>
  async (submission, services) => {
    const wrong = await submitted(submission, services);
    const queued = Queued.safeParse(jsonOf(submission.metadata));
    if (wrong || !queued.success) return wrong;
    const { card, channel, queue } = queued.data;
    const { passed, ...where } = queue;
    const asker = { who: submission.who, channel, ...where, replaces: true };
    await services.queues.request({ kind: 'next', ...asker, passed: passing(card, passed) }, 'actions');
    return undefined;
  };

const passing = (card: string, passed: readonly string[]): string[] => [...passed, passedName(card)].slice(-MOST_PASSED);

function placeIn({ value }: Press): QueuePlace {
  const place = QueuePlace.safeParse(jsonOf(value));
  if (!place.success)
    throw new UserFacingError('bad_arguments', 'This is too old to be used. Ask again with `/shub next`.', { cause: place.error });
  return place.data;
}
