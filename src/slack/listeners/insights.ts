import * as z from 'zod';
import { FindingsQuery } from '../../domain/findings-query.ts';
import { equalTo, InsightFilters, InsightQuestion } from '../../domain/insight.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener, SubmissionListener } from '../listener.ts';
import { jsonOf, type Submission } from '../payload.ts';
import { INSIGHT_INPUTS } from '../views/ids.ts';
import { insightModal } from '../views/insight-modal.ts';
import { UNKNOWN } from '../words.ts';

const OPEN = { RecordState: equalTo('ACTIVE'), WorkflowStatus: equalTo('NEW', 'NOTIFIED') };

const Asked = z.object({ channel: z.string(), responseUrl: z.string().optional() });
const metadataOf = (asked: Parameters<typeof askerOf>[0]): string => {
  const { channel, responseUrl } = askerOf(asked);
  return JSON.stringify({ channel, ...(responseUrl !== undefined && { responseUrl }) });
};

/** `/shub insight`, `/shub insight show <arn>`, `/shub insight create`. */
export const onInsight: CommandListener<'insight'> = async (asked, { queues, modals }) => {
  const { args } = asked;
  if (args.do === 'create') await modals.open(asked.trigger, insightModal(metadataOf(asked), OPEN));
  else if (args.do === 'list') await queues.request({ kind: 'insights', ...askerOf(asked) }, 'reports');
  else await queues.request({ kind: 'insight', ...askerOf(asked), arn: args.arn }, 'reports');
  return undefined;
};

/** A click on New insight. */
export const onInsightAsked: PressListener = async (press, { modals }) => {
  await modals.open(press.trigger, insightModal(metadataOf(press), OPEN));
  return undefined;
};

/** A click on "Make an insight" under a list of findings: the form begins with what the list was asked for. */
export const onInsightOfList: PressListener = async (press, { modals }) => {
  const query = FindingsQuery.safeParse(jsonOf(press.value));
  if (!query.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: query.error });
  const { severity, status, account } = query.data;
  const filters = {
    ...OPEN,
    ...(status && { WorkflowStatus: equalTo(...status) }),
    ...(severity && { SeverityLabel: equalTo(...severity) }),
    ...(account !== undefined && { AwsAccountId: equalTo(account) }),
  };
  await modals.open(press.trigger, insightModal(metadataOf(press), filters));
  return undefined;
};

/** A click on Show in the list of insights. */
export const onInsightShown: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'insight', ...askerOf(press), arn: press.value }, 'reports');
  return undefined;
};

/** A click on Findings beside a bar. */
export const onBehindInsight: PressListener = async (press, { queues }) => {
  const behind = z.object({ arn: z.string(), value: z.string() }).safeParse(jsonOf(press.value));
  if (!behind.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: behind.error });
  await queues.request({ kind: 'insight findings', ...askerOf(press), ...behind.data }, 'actions');
  return undefined;
};

/** A confirmed click on Delete. */
export const onInsightDeleted: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'delete insight', ...askerOf(press), replaces: true, arn: press.value }, 'reports');
  return undefined;
};

/** A click on "Make this insight" under its preview. */
export const onInsightMade: PressListener = async (press, { queues }) => {
  const draft = InsightQuestion.extend({ name: z.string() }).safeParse(jsonOf(press.value));
  if (!draft.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: draft.error });
  await queues.request({ kind: 'create insight', ...askerOf(press), replaces: true, draft: draft.data }, 'reports');
  return undefined;
};

/** What a draft may hold so that the button that makes it can carry it: Slack takes 2,000 characters. */
const MOST = 1_900;

/** The form sent off: its preview follows by itself. */
export const onInsightSubmitted: SubmissionListener = async (submission, { queues }) => {
  const asked = Asked.safeParse(jsonOf(submission.metadata));
  if (!asked.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: asked.error });
  const filters = InsightFilters.safeParse(jsonOf(typed(submission, INSIGHT_INPUTS.filters)));
  const wrong = (block: string, words: string): Record<string, string> => ({ [block]: words });
  if (!filters.success)
    return wrong(INSIGHT_INPUTS.filters, 'This is not JSON of the form {"Attribute": [{"Value": "…", "Comparison": "EQUALS"}]}.');
  const [name, groupBy] = [typed(submission, INSIGHT_INPUTS.name).trim(), typed(submission, INSIGHT_INPUTS.groupBy)];
  const draft = { name, groupBy, filters: filters.data };
  if (name.length < 3) return wrong(INSIGHT_INPUTS.name, 'Give it a name of three characters at least.');
  if (JSON.stringify(draft).length > MOST)
    return wrong(INSIGHT_INPUTS.filters, 'That is too long to be made from Slack; make it in the AWS console.');
  await queues.request({ kind: 'preview insight', who: submission.who, ...asked.data, draft }, 'reports');
  return undefined;
};

const Input = z.record(z.string(), z.object({ value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() }));

function typed({ values }: Submission, block: string): string {
  const [input] = Object.values(Input.safeParse(values[block]).data ?? {});
  return input?.selected_option?.value ?? input?.value ?? '';
}
