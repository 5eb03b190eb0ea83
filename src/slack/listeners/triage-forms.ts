import * as z from 'zod';
import { ownersOf } from '../../domain/escalation.ts';
import { cardForgotten } from '../../domain/forgotten.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { latestEnd, SNOOZE_PRESETS, snoozeEnd } from '../../domain/snooze.ts';
import { faceOf } from '../../flows/delivery/face-of.ts';
import type { PressListener, SubmissionListener } from '../listener.ts';
import { requestNote } from '../request-note.ts';
import { requestPress } from '../request-press.ts';
import { TO_PERSON } from '../views/assign-modal.ts';
import { ASSIGNEE_INPUT, FOR_INPUT, NOTE_INPUT, TIME_INPUT, WHOSE_INPUT } from '../views/ids.ts';
import { AT_A_TIME } from '../views/snooze-modal.ts';
import { pressedCard } from './press-at-once.ts';
import { firstWords, Note, remembered, typed } from './press-form.ts';

const Choice = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
const Preset = z.enum([...SNOOZE_PRESETS, AT_A_TIME], { error: 'Please choose one.' });
/** Seconds since 1970, as Slack's picker has it. */
const Time = z.object({ selected_date_time: z.number().nullish() });
const User = z.object({ selected_user: z.string().nullish() });

const wrong = ({ block }: { block: string }, words: string): Record<string, string> => ({ [block]: words });

/** The Snooze form sent off. What is chosen is counted from now and in its person's time zone. */
export const onSnoozeSubmitted: SubmissionListener = async (submission, services) => {
  const { who, person, values } = submission;
  const chosen = Preset.safeParse(Choice.safeParse(values[FOR_INPUT.block]?.[FOR_INPUT.action]).data?.selected_option?.value);
  if (!chosen.success) return wrong(FOR_INPUT, firstWords(chosen.error));
  const now = services.now();
  const { maxDays } = (await services.policy()).snooze;
  const picked = Time.safeParse(values[TIME_INPUT.block]?.[TIME_INPUT.action]).data?.selected_date_time;
  if (chosen.data === AT_A_TIME) {
    if (picked === undefined || picked === null) return wrong(TIME_INPUT, 'Please choose a time.');
    if (picked * 1000 <= now.getTime()) return wrong(TIME_INPUT, 'Please choose a time to come.');
    if (picked * 1000 > latestEnd(now, maxDays).getTime()) return wrong(TIME_INPUT, `The policy allows ${maxDays} days at most.`);
  }
  const until = chosen.data === AT_A_TIME ? new Date((picked ?? 0) * 1000) : snoozeEnd(chosen.data, { now, zone: person.zone, maxDays });
  const open = chosen.data === 'until its severity rises';
  const asked = { who, action: 'snooze' as const, ...remembered(submission), until: until.toISOString() };
  await requestPress({ ...asked, ...(open && { open }) }, services);
  return undefined;
};

/** The Assign form sent off: to a person of this workspace, or to whomever the policy names as the owners. */
export const onAssignSubmitted: SubmissionListener = async (submission, services) => {
  const { who, values } = submission;
  const card = remembered(submission);
  const whose = Choice.safeParse(values[WHOSE_INPUT.block]?.[WHOSE_INPUT.action]).data?.selected_option?.value ?? TO_PERSON;
  if (whose !== TO_PERSON) {
    const assignee = await ownersNow(card.card, services);
    if (assignee === undefined) return wrong(WHOSE_INPUT, 'The policy names no owners of this any more. Choose a person.');
    await requestPress({ who, action: 'assign', ...card, assignee }, services);
    return undefined;
  }
  const assignee = User.safeParse(values[ASSIGNEE_INPUT.block]?.[ASSIGNEE_INPUT.action]).data?.selected_user;
  if (!assignee) return wrong(ASSIGNEE_INPUT, 'Please choose somebody.');
  const { barred, name } = await services.directory.person(assignee);
  if (barred) return wrong(ASSIGNEE_INPUT, `${name} cannot use shub (${barred}), so nothing can be theirs. Choose somebody else.`);
  await requestPress({ who, action: 'assign', ...card, assignee }, services);
  return undefined;
};

/** As the policy says now, whatever the form says. */
async function ownersNow(
  key: string,
  { cards, findings, policy }: Pick<Parameters<SubmissionListener>[1], 'cards' | 'findings' | 'policy'>,
): Promise<string | undefined> {
  const card = await cards.get(key);
  const face = card && (await faceOf(card, { cards, findings }));
  return face?.kind === 'problem' ? ownersOf(face.finding, face.route, (await policy()).owners) : undefined;
}

/** The Add note form sent off. */
export const onNoteSubmitted: SubmissionListener = async (submission, services) => {
  const note = Note.safeParse(typed(submission));
  if (!note.success) return wrong(NOTE_INPUT, firstWords(note.error));
  await requestNote({ who: submission.who, ...remembered(submission), text: note.data, source: submission.view }, services);
  return undefined;
};

/** A click on Undo: what was pressed last is taken back, unless that is not what its person saw. */
export const onUndo: PressListener = async (press, services) => {
  const pressed = pressedCard(press);
  const card = await services.cards.get(pressed.card);
  if (!card) throw cardForgotten();
  const { undo } = card;
  if (!undo || undo.until <= services.now().getTime() || card.actionVersion !== pressed.actionVersion)
    throw new UserFacingError('already_done', cannotUndo(card.actionVersion === pressed.actionVersion));
  const undoes = { action: undo.action, suppresses: (undo.was.SUPPRESSED?.length ?? 0) > 0 };
  await requestPress({ who: press.who, action: 'undo', ...pressed, undoes }, services);
  return undefined;
};

const cannotUndo = (sameVersion: boolean): string =>
  sameVersion
    ? 'This can no longer be undone: ten minutes are over, or it has changed since. Nothing was done; press what it needs now.'
    : 'This has changed since, so nothing was undone. Look at the card again and decide.';
