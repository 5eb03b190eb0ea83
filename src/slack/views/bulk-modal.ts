import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { BulkAction, type BulkForm, MOST_SELECTED } from '../../domain/bulk.ts';
import { extentWords, leftWords } from '../../domain/bulk-notice.ts';
import { context, lines, plainText, section } from './block-kit.ts';
import { BULK_ACTION_ID, BULK_INPUT, BULK_MODAL } from './ids.ts';
import { noteInput } from './modal.ts';
import { reasonSelect, untilPicker } from './suppress-modal.ts';
import { prose } from './text.ts';

const TITLE = 'Change many findings';

const LABEL: Record<BulkAction, string> = {
  acknowledge: 'Acknowledge',
  resolve: 'Resolve',
  suppress: 'Suppress',
  assign: 'Assign to me',
  reopen: 'Re-open',
};

const WHY: Record<BulkAction, { label: string; placeholder: string; optional: boolean }> = {
  acknowledge: { label: 'Why?', placeholder: 'Such as: we look at these together', optional: true },
  resolve: { label: 'What was done?', placeholder: 'Such as: blocked public access for the whole account', optional: false },
  suppress: { label: 'Why may they be ignored?', placeholder: 'Such as: test account, nothing of value in it', optional: false },
  assign: { label: 'Why?', placeholder: 'Such as: I rebuild these machines this week', optional: true },
  reopen: { label: 'Why?', placeholder: 'Such as: the fix did not reach these', optional: true },
};

/** While it is looked up what was chosen. */
export const bulkLookingUp: ModalView = {
  type: 'modal',
  title: plainText(TITLE, 24),
  close: plainText('Cancel', 24),
  blocks: [section('⏳ Looking up which findings these are…')],
};

/** The action that has most to do, the gentlest first: what the form proposes. */
export function proposedAction({ plans }: BulkForm['selection']): BulkAction {
  return BulkAction.options.find((action) => plans[action].does > 0) ?? 'acknowledge';
}

/** Asks what is to be done about all that was chosen, and says for that what would be changed and what left alone. */
export function bulkModal({ selection, span }: BulkForm, action: BulkAction): ModalView {
  const { id, plans, count } = selection;
  const { does } = plans[action];
  const { label, placeholder, optional } = WHY[action];
  const note = noteInput({
    label,
    placeholder,
    hint: `Kept in Security Hub with each of them, with your name. All of it can be taken back for ten minutes.`,
  });
  return {
    type: 'modal',
    callback_id: BULK_MODAL,
    title: plainText(TITLE, 24),
    submit: plainText(does > 0 ? `${LABEL[action]} (${does})` : LABEL[action], 24),
    close: plainText('Cancel', 24),
    private_metadata: id,
    blocks: [
      actionSelect(id, action),
      ...previewBlocks(selection, action, count),
      ...(action === 'suppress' ? [reasonSelect(), untilPicker(span)] : []),
      { ...note, optional },
    ],
  };
}

function previewBlocks({ what, plans, cut }: BulkForm['selection'], action: BulkAction, count: number): KnownBlock[] {
  const { left, ...extent } = plans[action];
  const shown = leftWords(left).map((words) => `• ${prose(words, 120)}`);
  return [
    section(
      lines(
        extent.does > 0
          ? `*${LABEL[action]}: ${extentWords(extent, action === 'reopen' ? 'finding' : 'open finding')}*`
          : '*None of these would be changed*',
        prose(what, 150),
      ),
    ),
    ...(shown.length > 0 ? [section(lines(`Left alone, of ${count}:`, ...shown))] : []),
    context(
      lines(
        cut && `There are more: only the first ${MOST_SELECTED.toLocaleString('en')} are taken.`,
        'Exactly these are changed. What has changed by then is left alone.',
      ),
    ),
  ];
}

function actionSelect(id: string, action: BulkAction): InputBlock {
  const options = BulkAction.options.map((each) => ({ text: plainText(LABEL[each], 75), value: `${each}|${id}` }));
  const initial = options.find(({ value }) => value.startsWith(`${action}|`));
  return {
    type: 'input',
    block_id: BULK_INPUT,
    dispatch_action: true,
    label: plainText('What to do', 100),
    element: { type: 'static_select', action_id: BULK_ACTION_ID, options, ...(initial && { initial_option: initial }) },
  };
}
