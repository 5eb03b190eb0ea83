import type { KnownBlock, ModalView } from '@slack/types';
import { plainText, section } from './block-kit.ts';
import { INSIGHT_INPUTS, INSIGHT_MODAL } from './ids.ts';

/** What AWS's own insights and published templates group by; Security Hub lists nowhere what it takes. */
const GROUP_BY = {
  SeverityLabel: 'Severity',
  AwsAccountId: 'Account',
  ResourceId: 'Resource',
  ResourceType: 'Type of resource',
  ProductName: 'Product',
  GeneratorId: 'Control or rule',
  ComplianceStatus: 'Compliance',
  Region: 'Region',
  Type: 'Type of finding',
} as const;

/** Asks for an insight: its name, what it counts by, and which findings, in Security Hub's own words. */
export function insightModal(metadata: string, filters: object): ModalView {
  const options = Object.entries(GROUP_BY).map(([value, words]) => ({ text: plainText(words, 75), value }));
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: INSIGHT_INPUTS.name,
      label: plainText('Name', 50),
      element: {
        type: 'plain_text_input',
        action_id: 'text',
        min_length: 3,
        max_length: 100,
        placeholder: plainText('Such as: what is open in payments', 140),
      },
    },
    {
      type: 'input',
      block_id: INSIGHT_INPUTS.groupBy,
      label: plainText('Count by', 50),
      element: { type: 'static_select', action_id: 'choice', options, ...(options[0] && { initial_option: options[0] }) },
    },
    {
      type: 'input',
      block_id: INSIGHT_INPUTS.filters,
      label: plainText('Which findings', 50),
      hint: plainText('AwsSecurityFindingFilters as JSON: values of one attribute are joined by OR, attributes by AND.', 300),
      element: {
        type: 'plain_text_input',
        action_id: 'text',
        multiline: true,
        max_length: 1500,
        initial_value: JSON.stringify(filters, null, 1),
      },
    },
    section('You see what it answers before it is made.'),
  ];
  return {
    type: 'modal',
    callback_id: INSIGHT_MODAL,
    title: plainText('New insight', 24),
    submit: plainText('Preview', 24),
    close: plainText('Cancel', 24),
    private_metadata: metadata,
    blocks,
  };
}
