import type { InputBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import { LONGEST, type NewFindingField, OwnSeverity } from '../../domain/new-finding.ts';
import { plainText } from './block-kit.ts';
import { NEW_FINDING_MODAL } from './ids.ts';
import { SEVERITY_MARK } from './words.ts';

/** Where the form was asked for, and by what its answer may come; Slack brings it back. */
export const NewFindingMetadata = z.object({ channel: z.string().min(1).max(50), responseUrl: z.string().max(1000).optional() });
export type NewFindingMetadata = z.infer<typeof NewFindingMetadata>;

/** In each block the one input has this name; the block is named after the field. */
export const NEW_FINDING_INPUT = 'value';

/** Asks for a finding of one's own. The limits are those of Security Hub, and whoever reads the form checks them again. */
export function newFindingModal(metadata: NewFindingMetadata): ModalView {
  return {
    type: 'modal',
    callback_id: NEW_FINDING_MODAL,
    title: plainText('New finding', 24),
    submit: plainText('Create', 24),
    close: plainText('Cancel', 24),
    private_metadata: JSON.stringify(metadata),
    blocks: [
      input('title', {
        label: 'Title',
        placeholder: 'Such as: Backup of the customer database is readable by everyone',
        most: LONGEST.title,
      }),
      input('description', {
        label: 'Description',
        placeholder: 'What was found, how, and why it matters',
        most: LONGEST.description,
        multiline: true,
      }),
      severitySelect(),
      input('resourceType', {
        label: 'Resource type',
        placeholder: 'Such as: AwsS3Bucket',
        hint: 'As Security Hub calls it; Other, when it has no name for it.',
        most: LONGEST.resourceType,
        initial: 'Other',
      }),
      input('resourceId', {
        label: 'Resource',
        placeholder: 'Such as: arn:aws:s3:::backup-2026',
        hint: 'By its ARN, if it has one.',
        most: LONGEST.resourceId,
      }),
      input('account', { label: 'Account', placeholder: 'Empty: the account of Security Hub itself', most: 12, optional: true }),
      input('region', {
        label: 'Region of the resource',
        placeholder: 'Empty: the region of Security Hub itself',
        most: 20,
        optional: true,
      }),
      input('remediation', {
        label: 'What to do',
        placeholder: 'Such as: take away public access, then rotate the keys in it',
        most: LONGEST.remediation,
        multiline: true,
        optional: true,
      }),
      input('remediationUrl', { label: 'Where to read on', placeholder: 'https://…', most: LONGEST.remediationUrl, optional: true }),
    ],
  };
}

interface Asked {
  label: string;
  placeholder: string;
  hint?: string;
  most: number;
  multiline?: boolean;
  optional?: boolean;
  initial?: string;
}

function input(
  field: NewFindingField,
  { label, placeholder, hint, most, multiline = false, optional = false, initial }: Asked,
): InputBlock {
  return {
    type: 'input',
    block_id: field,
    label: plainText(label, 100),
    optional,
    ...(hint !== undefined && { hint: plainText(hint, 300) }),
    element: {
      type: 'plain_text_input',
      action_id: NEW_FINDING_INPUT,
      multiline,
      max_length: most,
      placeholder: plainText(placeholder, 140),
      ...(initial !== undefined && { initial_value: initial }),
    },
  };
}

function severitySelect(): InputBlock {
  return {
    type: 'input',
    block_id: 'severity' satisfies NewFindingField,
    label: plainText('Severity', 100),
    element: {
      type: 'static_select',
      action_id: NEW_FINDING_INPUT,
      placeholder: plainText('Choose one', 140),
      options: OwnSeverity.options.map((severity) => ({ text: plainText(`${SEVERITY_MARK[severity]} ${severity}`, 75), value: severity })),
    },
  };
}
