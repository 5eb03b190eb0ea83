import * as z from 'zod';
import { endOf, ReasonClass, type Span, spanOf } from '../../domain/exception.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { SubmissionListener } from '../listener.ts';
import { jsonOf, type Submission } from '../payload.ts';
import { requestPress } from '../request-press.ts';
import { NOTE_INPUT, REASON_INPUT, UNTIL_INPUT } from '../views/ids.ts';
import { ModalMetadata, NOTE_LENGTH } from '../views/modal.ts';
import { UNKNOWN } from '../words.ts';

const Text = z.object({ value: z.string().nullish() });
const Choice = z.object({ selected_option: z.object({ value: z.string() }).nullish() });

/** What a person writes down about what they do. */
export const Note = z
  .string({ error: 'Please write a few words.' })
  .trim()
  .min(3, 'Please write a few words: at least 3 characters.')
  .max(NOTE_LENGTH, `Please keep it to ${NOTE_LENGTH} characters.`);
const Reason = z.enum(ReasonClass.options, { error: 'Please choose one.' });

const Picked = z.object({ selected_date: z.string().nullish() });
const Until = ({ first, last }: Span) =>
  z
    .string()
    .refine((day) => day >= first, 'Please choose a day after today.')
    .refine((day) => day <= last, `The policy allows ${last} at the latest.`);

/** The Resolve form sent off. */
export const onResolveSubmitted: SubmissionListener = async (submission, services) => {
  const note = Note.safeParse(typed(submission));
  if (!note.success) return { [NOTE_INPUT.block]: firstWords(note.error) };
  await requestPress({ who: submission.who, action: 'resolve', ...remembered(submission), text: note.data }, services);
  return undefined;
};

/** The Suppress form sent off: without a reason class and a text nothing may be ignored, and not for longer than the policy says. */
export const onSuppressSubmitted: SubmissionListener = async (submission, services) => {
  const note = Note.safeParse(typed(submission));
  const reason = Reason.safeParse(chosen(submission));
  const span = spanOf((await services.policy()).suppress, services.now());
  // A form that was opened before there were days to choose has none.
  const until = Until(span).safeParse(picked(submission) ?? span.proposed);
  if (!note.success || !reason.success || !until.success) {
    return {
      ...(!until.success && { [UNTIL_INPUT.block]: firstWords(until.error) }),
      ...(!reason.success && { [REASON_INPUT.block]: firstWords(reason.error) }),
      ...(!note.success && { [NOTE_INPUT.block]: firstWords(note.error) }),
    };
  }
  const asked = { who: submission.who, action: 'suppress' as const, ...remembered(submission) };
  await requestPress({ ...asked, reasonClass: reason.data, text: note.data, until: endOf(until.data) }, services);
  return undefined;
};

export const typed = ({ values }: Submission): unknown => Text.safeParse(values[NOTE_INPUT.block]?.[NOTE_INPUT.action]).data?.value ?? '';

const chosen = ({ values }: Submission): unknown =>
  Choice.safeParse(values[REASON_INPUT.block]?.[REASON_INPUT.action]).data?.selected_option?.value;

const picked = ({ values }: Submission): string | undefined =>
  Picked.safeParse(values[UNTIL_INPUT.block]?.[UNTIL_INPUT.action]).data?.selected_date ?? undefined;

export const firstWords = (error: z.ZodError): string => error.issues[0]?.message ?? 'Please look at this again.';

/** What the form knows of the card it was opened from. */
export function remembered({ metadata }: Submission): ModalMetadata {
  const parsed = ModalMetadata.safeParse(jsonOf(metadata));
  if (!parsed.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: parsed.error });
  return parsed.data;
}
