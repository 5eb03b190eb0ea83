import * as z from 'zod';
import { NewFinding, type NewFindingField, readNewFinding } from '../../domain/new-finding.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { CommandListener, SubmissionListener } from '../listener.ts';
import { jsonOf, type Submission } from '../payload.ts';
import { NEW_FINDING_INPUT, NewFindingMetadata, newFindingModal } from '../views/new-finding-modal.ts';
import { inWords, UNKNOWN } from '../words.ts';

/** `/shub new`: the form opens at once, because its trigger lives three seconds. */
export const onNew: CommandListener<'new'> = async ({ trigger, channel, responseUrl }, { modals }) => {
  await modals.open(trigger, newFindingModal({ channel, ...(responseUrl !== undefined && { responseUrl }) }));
  return undefined;
};

/** The form sent off. What is wrong stands at its field; while the queue does not take it, the form stays open with all that was typed. */
export const onNewSubmitted: SubmissionListener = async (submission, services) => {
  const { who, view, id } = submission;
  const read = readNewFinding(typed(submission));
  if ('wrong' in read) return read.wrong;
  const metadata = NewFindingMetadata.safeParse(jsonOf(submission.metadata));
  if (!metadata.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: metadata.error });
  const request = { kind: 'new finding' as const, who, ...metadata.data, submission: view, form: read.finding };
  return services.queues.request(request, 'admin').then(
    () => undefined,
    (error: unknown) => ({ title: inWords(error, { kind: 'view', id, who }, services) }),
  );
};

const Input = z.object({ value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() });

function typed({ values }: Submission): Partial<Record<NewFindingField, string>> {
  const fields = Object.keys(NewFinding.shape).map((field) => {
    const { value, selected_option } = Input.safeParse(values[field]?.[NEW_FINDING_INPUT]).data ?? {};
    return [field, selected_option?.value ?? value ?? ''];
  });
  return Object.fromEntries(fields);
}
