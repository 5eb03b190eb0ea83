import * as z from 'zod';
import { BulkAction, type BulkOrder, type BulkSource, type Selection } from '../../domain/bulk.ts';
import { endOf, ReasonClass, type Span, spanOf } from '../../domain/exception.ts';
import { FindingsQuery } from '../../domain/findings-query.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import { parsePressedCard } from '../button-value.ts';
import type { By, ListenerServices, PressListener, SubmissionListener } from '../listener.ts';
import { jsonOf, type Press, type Submission } from '../payload.ts';
import { bulkLookingUp, bulkModal } from '../views/bulk-modal.ts';
import { BULK_ACTION_ID, BULK_INPUT, NOTE_INPUT, REASON_INPUT, UNTIL_INPUT } from '../views/ids.ts';
import { NOTE_LENGTH } from '../views/modal.ts';
import { UNKNOWN } from '../words.ts';

const TOO_OLD = 'This list is too old to be used. Ask again with `/shub findings`.';

/** A click on All of these under a list. */
export const onAllOfList: PressListener = (press, services) => {
  const query = FindingsQuery.safeParse(jsonOf(press.value));
  if (!query.success) throw new UserFacingError('bad_arguments', TOO_OLD, { cause: query.error });
  return ask(press, { of: 'list', query: query.data }, services);
};

/** A click on All on this sheet. */
export const onAllOfSheet: PressListener = (press, services) => ask(press, { of: 'sheet', card: press.value }, services);

/** All like this, in the menu of a card. */
export const onAllLikeThis: PressListener = (press, services) => {
  const pressed = parsePressedCard(press.value);
  if (!pressed) throw new UserFacingError('bad_arguments', UNKNOWN);
  return ask(press, { of: 'like', card: pressed.card }, services);
};

/** Opens the form at once, because a trigger lives three seconds; what it shows follows. */
async function ask(press: By<Press>, source: BulkSource, { modals, queues, token }: ListenerServices): Promise<undefined> {
  const { who, channel } = askerOf(press);
  const view = await modals.open(press.trigger, bulkLookingUp);
  await queues.request({ kind: 'bulk preview', who, channel, view, id: token(), source }, 'actions');
  return undefined;
}

/** Another action chosen in the form: it says what that one would do. */
export const onBulkAction: PressListener = async (press, services) => {
  const { policy, modals, now } = services;
  const { action, selection } = await chosenOf(press.value, press.who, services);
  if (press.view === undefined) throw new UserFacingError('bad_arguments', UNKNOWN);
  await modals.replace(press.view, bulkModal({ selection, span: spanOf((await policy()).suppress, now()) }, action));
  return undefined;
};

const Choice = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
const Text = z.object({ value: z.string().nullish() });
const Picked = z.object({ selected_date: z.string().nullish() });

/** The form sent off. What was shown is what is done, however often it is sent. */
export const onBulkSubmitted: SubmissionListener = async (submission, services) => {
  const { policy, queues, now } = services;
  const { who } = submission;
  const { action, selection } = await chosenOf(choiceIn(submission, { block: BULK_INPUT, action: BULK_ACTION_ID }) ?? '', who, services);
  const span = spanOf((await policy()).suppress, now());
  const read = orderIn(submission, action, span);
  if (selection.plans[action].does === 0) return { [BULK_INPUT]: 'None of them would be changed by that.' };
  if ('wrong' in read) return read.wrong;
  const request = { kind: 'bulk' as const, who, channel: selection.channel, selection: selection.id, order: read.order };
  // Only the function behind `admin` may write SUPPRESSED.
  if (action === 'suppress') await queues.request(request, 'admin');
  else await queues.request(request, 'actions');
  return undefined;
};

function orderIn(submission: Submission, action: BulkAction, span: Span): { order: BulkOrder } | { wrong: Record<string, string> } {
  const { values } = submission;
  const text = (Text.safeParse(values[NOTE_INPUT.block]?.[NOTE_INPUT.action]).data?.value ?? '').trim();
  const wrong = wrongText(action, text);
  if (wrong) return { wrong: { [NOTE_INPUT.block]: wrong } };
  const order = { action, ...(text !== '' && { text }) };
  if (action !== 'suppress') return { order };
  const reason = ReasonClass.safeParse(choiceIn(submission, REASON_INPUT));
  if (!reason.success) return { wrong: { [REASON_INPUT.block]: 'Please choose one.' } };
  const until = Picked.safeParse(values[UNTIL_INPUT.block]?.[UNTIL_INPUT.action]).data?.selected_date ?? span.proposed;
  if (until < span.first) return { wrong: { [UNTIL_INPUT.block]: 'Please choose a day after today.' } };
  if (until > span.last) return { wrong: { [UNTIL_INPUT.block]: `The policy allows ${span.last} at the latest.` } };
  return { order: { ...order, reasonClass: reason.data, until: endOf(until) } };
}

/** A click on Undo under what came of it. */
export const onBulkUndone: PressListener = async (press, { queues }) => {
  if (!/^[0-9a-f]{32}$/.test(press.value)) throw new UserFacingError('bad_arguments', UNKNOWN);
  await queues.request({ kind: 'undo bulk', ...askerOf(press), job: press.value }, 'actions');
  return undefined;
};

async function chosenOf(
  value: string,
  who: string,
  { selections }: Pick<ListenerServices, 'selections'>,
): Promise<{ action: BulkAction; selection: Selection }> {
  const [chosen, id = ''] = value.split('|');
  const action = BulkAction.safeParse(chosen);
  const selection = action.success ? await selections.get(id) : undefined;
  if (!action.success || selection?.who !== who)
    throw new UserFacingError('finding_gone', 'shub no longer knows what was shown here. Choose the findings again.');
  return { action: action.data, selection };
}

const choiceIn = ({ values }: Submission, { block, action }: { block: string; action: string }): string | undefined =>
  Choice.safeParse(values[block]?.[action]).data?.selected_option?.value;

function wrongText(action: BulkAction, text: string): string | undefined {
  if (text.length > NOTE_LENGTH) return `Please keep it to ${NOTE_LENGTH} characters.`;
  const needed = action === 'resolve' || action === 'suppress';
  return needed && text.length < 3 ? 'Please write a few words: at least 3 characters.' : undefined;
}
