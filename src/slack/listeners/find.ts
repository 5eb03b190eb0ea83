import * as z from 'zod';
import { controlId } from '../../domain/control-id.ts';
import { FindingsQuery } from '../../domain/findings-query.ts';
import type { ListenerServices, SubmissionListener } from '../listener.ts';
import type { Submission } from '../payload.ts';
import { FIND_FIELDS, type FindField, findModal } from '../views/find-modal.ts';

/** Find a finding, from Slack's menu of shortcuts or from the app's Home. */
export async function onFind({ trigger }: { trigger: string }, { modals }: Pick<ListenerServices, 'modals'>): Promise<undefined> {
  await modals.open(trigger, findModal());
}

/** The form sent off: the list follows directly, since neither was chosen in a channel. */
export const onFindSubmitted: SubmissionListener = async (submission, { queues }) => {
  const read = Filled.safeParse(Object.fromEntries(FIND_FIELDS.flatMap((field) => filled(submission, field))));
  if (!read.success) return Object.fromEntries(read.error.issues.map(({ path, message }) => [String(path[0]), message]));
  const { who } = submission;
  await queues.request({ kind: 'findings', who, channel: who, query: read.data, page: 1 }, 'actions');
  return undefined;
};

const Filled = FindingsQuery.extend({
  account: z
    .string()
    // The AWS console shows it as 1234-5678-9012.
    .transform((typed) => typed.replaceAll(/[-\s]/g, ''))
    .pipe(z.string().regex(/^\d{12}$/, 'An account is its 12 digits, such as 123456789012.'))
    .optional(),
  control: z
    .string()
    .transform((typed) => controlId(typed) ?? '')
    .pipe(z.string().min(1, 'A control is written as EC2.19.'))
    .optional(),
});

const Input = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});

/** What stands in a field; nothing for one that was left empty. */
function filled({ values }: Submission, field: FindField): [FindField, string | string[]][] {
  const { value, selected_option, selected_options } = Input.safeParse(values[field]?.[field]).data ?? {};
  const several = selected_options?.map((option) => option.value) ?? [];
  const one = selected_option?.value ?? value?.trim();
  if (several.length > 0) return [[field, several]];
  return one ? [[field, one]] : [];
}
