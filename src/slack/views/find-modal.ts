import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { ProductKind, Severity, WorkflowStatus } from '../../domain/finding.ts';
import { context, plainText } from './block-kit.ts';
import { FIND_MODAL } from './ids.ts';
import { PRODUCT_NAME, SEVERITY_MARK, WORKFLOW_WORDS } from './words.ts';

/** The fields of the form: each block has the one input of the same name. */
export const FIND_FIELDS = ['severity', 'status', 'product', 'account', 'control'] as const;
export type FindField = (typeof FIND_FIELDS)[number];

/** Asks which findings are to be listed. Nothing has to be filled in: then it is all that is open. */
export function findModal(): ModalView {
  return {
    type: 'modal',
    callback_id: FIND_MODAL,
    title: plainText('Find a finding', 24),
    submit: plainText('Find', 24),
    close: plainText('Cancel', 24),
    blocks: [
      choice(
        'severity',
        'Severity',
        'Any',
        Severity.options.map((severity) => option(`${SEVERITY_MARK[severity]} ${severity}`, severity)),
      ),
      choice(
        'status',
        'Workflow status',
        'New and acknowledged',
        WorkflowStatus.options.map((status) => option(WORKFLOW_WORDS[status], status)),
      ),
      {
        type: 'input',
        block_id: 'product' satisfies FindField,
        optional: true,
        label: plainText('Product', 100),
        element: {
          type: 'static_select',
          action_id: 'product',
          placeholder: plainText('Any', 140),
          options: ProductKind.options.map((product) => option(product === 'other' ? 'Another product' : PRODUCT_NAME[product], product)),
        },
      },
      line('account', 'Account', 'Its 12 digits', 14),
      line('control', 'Control', 'Such as EC2.19', 30),
      context('The list comes as a direct message from shub.'),
    ],
  };
}

const option = (label: string, value: string): PlainTextOption => ({ text: plainText(label, 75), value });

function choice(field: FindField, label: string, placeholder: string, options: PlainTextOption[]): InputBlock {
  return {
    type: 'input',
    block_id: field,
    optional: true,
    label: plainText(label, 100),
    element: { type: 'multi_static_select', action_id: field, placeholder: plainText(placeholder, 140), options },
  };
}

function line(field: FindField, label: string, placeholder: string, most: number): InputBlock {
  return {
    type: 'input',
    block_id: field,
    optional: true,
    label: plainText(label, 100),
    element: { type: 'plain_text_input', action_id: field, max_length: most, placeholder: plainText(placeholder, 140) },
  };
}
