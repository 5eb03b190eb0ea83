import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { FILTER_ATTRIBUTES } from '../../domain/filter-attributes.ts';
import { CommonAttribute, type InsightField, type InsightForm, type InsightFormState, OPTIONS } from '../../domain/insight-form.ts';
import { actions, button, context, plainText, section } from './block-kit.ts';
import { INSIGHT_IDS, INSIGHT_MODAL, INSIGHT_PREVIEW } from './ids.ts';
import { groupRows } from './insight-bars.ts';
import { code, formatted, plain, prose } from './text.ts';

/** What AWS's own insights and published templates group by; Security Hub lists nowhere what it takes. */
const GROUP_BY: Readonly<Record<string, string>> = {
  SeverityLabel: 'Severity',
  AwsAccountId: 'Account',
  ResourceId: 'Resource',
  ResourceType: 'Type of resource',
  ProductName: 'Product',
  GeneratorId: 'Control or rule',
  ComplianceStatus: 'Compliance',
  Region: 'Region',
  Type: 'Type of finding',
};
export const FIRST_GROUP_BY = 'SeverityLabel';

const FIELDS: Record<CommonAttribute, { label: string; placeholder: string }> = {
  SeverityLabel: { label: 'Severity', placeholder: 'Any' },
  WorkflowStatus: { label: 'Workflow status', placeholder: 'Any' },
  ProductName: { label: 'Product', placeholder: 'Any' },
  AwsAccountId: { label: 'Account', placeholder: 'Any, or 12 digits; several with commas' },
  ComplianceSecurityControlId: { label: 'Control', placeholder: 'Any, or such as: EC2.19, S3.8' },
  ComplianceStatus: { label: 'Compliance', placeholder: 'Any' },
  Region: { label: 'Region', placeholder: 'Any, or such as: eu-west-1, us-*' },
  ResourceType: { label: 'Type of resource', placeholder: 'Any, or such as: AwsS3Bucket' },
  RecordState: { label: 'Record', placeholder: 'Active and archived' },
};

/** One input in each block, under this name. */
export const INSIGHT_INPUT = 'value';

/** While it is looked up, tried out or made. */
export const insightWaiting = (words: string): ModalView => ({
  type: 'modal',
  title: plainText('Insight', 24),
  close: plainText('Close', 24),
  blocks: [section(`⏳ ${words}`)],
});

/** Asks for an insight, shows what it would count, and says that it is made. */
export function insightModal(state: InsightFormState): ModalView {
  const title = plainText(state.metadata.arn === undefined ? 'New insight' : 'Change an insight', 24);
  const remembered = (more: object = {}): string => JSON.stringify({ ...state.metadata, ...more });
  switch (state.is) {
    case 'form':
      return {
        type: 'modal',
        callback_id: INSIGHT_MODAL,
        title,
        submit: plainText('Preview', 24),
        close: plainText('Cancel', 24),
        private_metadata: remembered(),
        blocks: formBlocks(state),
      };
    case 'preview':
      return {
        type: 'modal',
        callback_id: INSIGHT_PREVIEW,
        title,
        submit: plainText(state.metadata.arn === undefined ? 'Make it' : 'Save', 24),
        close: plainText('Cancel', 24),
        private_metadata: remembered({ draft: state.draft }),
        blocks: previewBlocks(state),
      };
    case 'done':
      return {
        type: 'modal',
        title,
        close: plainText('Close', 24),
        blocks: [section(`✅ ${prose(state.words, 200)}`), context('`/shub insight` lists it with all others.')],
      };
  }
}

function previewBlocks({ draft, groups }: Extract<InsightFormState, { is: 'preview' }>): KnownBlock[] {
  const heading = section(`🔦 *${prose(draft.name, 120)}* · by ${code(draft.groupBy, 60)}`);
  const counted = groups
    ? groupRows(groups)
    : [section('It cannot be tried out now: the account has as many insights as it may have. It can be saved all the same.')];
  return [
    heading,
    context('A preview: nothing is made or changed yet.'),
    ...counted,
    actions(button(INSIGHT_IDS.back, 'Back to the form', 'back')),
  ];
}

function formBlocks({ form, wrong }: Extract<InsightFormState, { is: 'form' }>): KnownBlock[] {
  const inputs: [InsightField, InputBlock][] = [
    ['name', nameInput(form)],
    ['groupBy', groupByInput(form)],
    ...CommonAttribute.options.map((attribute): [InsightField, InputBlock] => [attribute, commonInput(attribute, form)]),
    ['json', jsonInput(form)],
  ];
  const said = wrong ? [section(`🚫 *Not done.* ${formatted(wrong.words, 2_800)}`)] : [];
  return [
    ...(wrong?.field === undefined ? said : []),
    ...inputs.flatMap(([field, input]): KnownBlock[] => (wrong?.field === field ? [input, ...said] : [input])),
    context('You see what it counts before it is made.'),
  ];
}

const nameInput = ({ name }: InsightForm): InputBlock => ({
  type: 'input',
  block_id: 'name' satisfies InsightField,
  label: plainText('Name', 50),
  element: {
    type: 'plain_text_input',
    action_id: INSIGHT_INPUT,
    min_length: 3,
    max_length: 100,
    placeholder: plainText('Such as: what is open in payments', 140),
    ...(name !== '' && { initial_value: plain(name, 100) }),
  },
});

function groupByInput({ groupBy }: InsightForm): InputBlock {
  const known = Object.entries(GROUP_BY).map(([value, words]) => ({ text: plainText(words, 75), value }));
  const another = FILTER_ATTRIBUTES.includes(groupBy) && !known.some(({ value }) => value === groupBy);
  const options = another ? [...known, { text: plainText(groupBy, 75), value: groupBy }] : known;
  const initial = options.find(({ value }) => value === groupBy);
  return {
    type: 'input',
    block_id: 'groupBy' satisfies InsightField,
    label: plainText('Count by', 50),
    element: { type: 'static_select', action_id: INSIGHT_INPUT, options, ...(initial && { initial_option: initial }) },
  };
}

function commonInput(attribute: CommonAttribute, { chosen }: InsightForm): InputBlock {
  const { label, placeholder } = FIELDS[attribute];
  const values = chosen[attribute] ?? [];
  const input = { type: 'input' as const, block_id: attribute, optional: true, label: plainText(label, 50) };
  const choices = OPTIONS[attribute];
  if (!choices) {
    const typed = plain(values.join(', '), 600);
    return {
      ...input,
      element: {
        type: 'plain_text_input',
        action_id: INSIGHT_INPUT,
        max_length: 600,
        placeholder: plainText(placeholder, 140),
        ...(typed !== '' && { initial_value: typed }),
      },
    };
  }
  const options = choices.map((value) => ({ text: plainText(value, 75), value }));
  const initial = options.filter(({ value }) => values.includes(value));
  return {
    ...input,
    element: {
      type: 'multi_static_select',
      action_id: INSIGHT_INPUT,
      placeholder: plainText(placeholder, 140),
      options,
      ...(initial.length > 0 && { initial_options: initial }),
    },
  };
}

/** The same JSON, in which what cannot be seen is spelled out. */
const visibleJson = (json: string): string =>
  json.replace(/[^\P{C}\n]|[\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu, (hidden) =>
    Array.from({ length: hidden.length }, (_, i) => `\\u${hidden.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );

const jsonInput = ({ json }: InsightForm): InputBlock => ({
  type: 'input',
  block_id: 'json' satisfies InsightField,
  optional: true,
  label: plainText('Anything else, as JSON', 50),
  hint: plainText('AwsSecurityFindingFilters: values of one attribute are joined by OR, attributes by AND.', 300),
  element: {
    type: 'plain_text_input',
    action_id: INSIGHT_INPUT,
    multiline: true,
    max_length: 2_000,
    placeholder: plainText('{"Title": [{"Value": "S3", "Comparison": "PREFIX"}]}', 140),
    ...(json !== '' && { initial_value: visibleJson(json) }),
  },
});
