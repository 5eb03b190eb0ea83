import * as z from 'zod';
import { filtersOf } from '../../domain/findings-filters.ts';
import { FindingsQuery } from '../../domain/findings-query.ts';
import { InsightDraft } from '../../domain/insight.ts';
import {
  CommonAttribute,
  type InsightForm,
  InsightFormMetadata,
  insightFormOf,
  OPTIONS,
  readInsightForm,
} from '../../domain/insight-form.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import type { By, ListenerServices, PressListener, SubmissionListener } from '../listener.ts';
import { type CommandLine, jsonOf, type Press, type Submission } from '../payload.ts';
import { FIRST_GROUP_BY, INSIGHT_INPUT, insightModal, insightWaiting } from '../views/insight-modal.ts';
import { UNKNOWN } from '../words.ts';

const metadataOf = (asked: CommandLine | Press): InsightFormMetadata => {
  const { channel, responseUrl } = askerOf(asked);
  return { channel, ...(responseUrl !== undefined && { responseUrl }) };
};

/** Opens the form for a new insight; it begins with what such a query asks for. */
export async function openNewInsight(
  asked: CommandLine | Press,
  { modals }: Pick<ListenerServices, 'modals'>,
  query: FindingsQuery = {},
): Promise<void> {
  const groupBy = query.severity === undefined ? FIRST_GROUP_BY : 'ResourceId';
  const form = insightFormOf({ name: '', groupBy, filters: filtersOf(query) });
  await modals.open(asked.trigger, insightModal({ is: 'form', metadata: metadataOf(asked), form }));
}

/** Opens the form for one that there is, by its ARN or its name: at once, because a trigger lives three seconds; what it shows follows. */
export async function openInsight(
  asked: By<CommandLine> | By<Press>,
  which: string,
  { modals, queues }: Pick<ListenerServices, 'modals' | 'queues'>,
): Promise<void> {
  const view = await modals.open(asked.trigger, insightWaiting('Looking up how it is now…'));
  await queues.request({ kind: 'insight form', ...askerOf(asked), view, which }, 'reports');
}

/** A click on New insight. */
export const onInsightAsked: PressListener = async (press, services) => {
  await openNewInsight(press, services);
  return undefined;
};

/** A click on "Make an insight" under a list of findings: the form begins with what the list was asked for. */
export const onInsightOfList: PressListener = async (press, services) => {
  const query = FindingsQuery.safeParse(jsonOf(press.value));
  if (!query.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: query.error });
  await openNewInsight(press, services, query.data);
  return undefined;
};

/** A click on Edit, or on "Make one like it" under one of AWS's own. */
export const onInsightEdited: PressListener = async (press, services) => {
  await openInsight(press, press.value, services);
  return undefined;
};

/** The form sent off. What is wrong stands at its field; what it would count follows in its place. */
export const onInsightSubmitted: SubmissionListener = async (submission, { queues }) => {
  const metadata = InsightFormMetadata.safeParse(jsonOf(submission.metadata));
  if (!metadata.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: metadata.error });
  const read = readInsightForm(typed(submission));
  if ('wrong' in read) return read.wrong;
  const { who, view } = submission;
  await queues.request({ kind: 'preview insight', who, ...metadata.data, view, draft: read.draft }, 'reports');
  return { instead: insightWaiting('Counting, without making it yet…') };
};

const Previewed = InsightFormMetadata.extend({ draft: InsightDraft });

/** "Make it", or "Save", in a preview. */
export const onInsightConfirmed: SubmissionListener = async ({ metadata, who, view }, { queues }) => {
  const previewed = Previewed.safeParse(jsonOf(metadata));
  if (!previewed.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: previewed.error });
  await queues.request({ kind: 'save insight', who, ...previewed.data, view }, 'reports');
  return { instead: insightWaiting('Asking Security Hub to keep it…') };
};

/** A click on "Back to the form" in a preview: nothing that was typed is lost. */
export const onInsightBack: PressListener = async (press, { modals }) => {
  const previewed = Previewed.safeParse(jsonOf(press.metadata));
  if (!previewed.success || press.view === undefined) throw new UserFacingError('bad_arguments', UNKNOWN);
  const { draft, ...metadata } = previewed.data;
  await modals.replace(press.view, insightModal({ is: 'form', metadata, form: insightFormOf(draft) }));
  return undefined;
};

const Input = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});

function typed({ values }: Submission): InsightForm {
  const input = (block: string) => Input.safeParse(values[block]?.[INSIGHT_INPUT]).data ?? {};
  const valuesIn = (attribute: CommonAttribute): string[] => {
    const { value, selected_options } = input(attribute);
    return OPTIONS[attribute] ? (selected_options ?? []).map((option) => option.value) : (value ?? '').split(/[,\s]+/).filter(Boolean);
  };
  return {
    name: input('name').value ?? '',
    groupBy: input('groupBy').selected_option?.value ?? FIRST_GROUP_BY,
    chosen: Object.fromEntries(CommonAttribute.options.map((attribute) => [attribute, valuesIn(attribute)])),
    json: input('json').value ?? '',
  };
}
