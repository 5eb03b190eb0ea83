import * as z from 'zod';
import { ReasonClass } from '../../domain/intent.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { SubmissionListener } from '../listener.ts';
import { jsonOf, type Submission } from '../payload.ts';
import { requestPress } from '../request-press.ts';
import { NOTE_INPUT, REASON_INPUT } from '../views/ids.ts';
import { ModalMetadata, NOTE_LENGTH } from '../views/modal.ts';
import { UNKNOWN } from '../words.ts';

const Text = z.object({ value: z.string().nullish() });
const Choice = z.object({ selected_option: z.object({ value: z.string() }).nullish() });

const Note = z
  .string({ error: 'Please write a few words.' })
  .trim()
  .min(3, 'Please write a few words: at least 3 characters.')
  .max(NOTE_LENGTH, `Please keep it to ${NOTE_LENGTH} characters.`);
const Reason = z.enum(ReasonClass.options, { error: 'Please choose one.' });

/** The Resolve form sent off. */
export const onResolveSubmitted: SubmissionListener = async (submission, services) => {
  const note = Note.safeParse(typed(submission));
  if (!note.success) return { [NOTE_INPUT.block]: firstWords(note.error) };
  await requestPress({ who: submission.who, action: 'resolve', ...remembered(submission), text: note.data }, services);
  return undefined;
};

/** The Suppress form sent off: without a reason class and a text nothing may be ignored. */
export const onSuppressSubmitted: SubmissionListener = async (submission, services) => {
  const note = Note.safeParse(typed(submission));
  const reason = Reason.safeParse(chosen(submission));
  if (!note.success || !reason.success) {
    return {
      ...(!reason.success && { [REASON_INPUT.block]: firstWords(reason.error) }),
      ...(!note.success && { [NOTE_INPUT.block]: firstWords(note.error) }),
    };
  }
  const asked = { who: submission.who, action: 'suppress' as const, ...remembered(submission) };
  await requestPress({ ...asked, reasonClass: reason.data, text: note.data }, services);
  return undefined;
};

const typed = ({ values }: Submission): unknown => Text.safeParse(values[NOTE_INPUT.block]?.[NOTE_INPUT.action]).data?.value ?? '';

const chosen = ({ values }: Submission): unknown =>
  Choice.safeParse(values[REASON_INPUT.block]?.[REASON_INPUT.action]).data?.selected_option?.value;

const firstWords = (error: z.ZodError): string => error.issues[0]?.message ?? 'Please look at this again.';

function remembered({ metadata }: Submission): ModalMetadata {
  const parsed = ModalMetadata.safeParse(jsonOf(metadata));
  if (!parsed.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: parsed.error });
  return parsed.data;
}
