import type { Answer } from '../../domain/answer.ts';
import type { NewFinding, NewFindingField } from '../../domain/new-finding.ts';
import { type Message, section } from './block-kit.ts';
import { formatted, prose } from './text.ts';
import { typedBlocks } from './typed.ts';

const NAMES: Record<NewFindingField, string> = {
  title: 'Title',
  description: 'Description',
  severity: 'Severity',
  resourceType: 'Resource type',
  resourceId: 'Resource',
  account: 'Account',
  region: 'Region',
  remediation: 'What to do',
  remediationUrl: 'Where to read on',
};

/** Why a finding was not created, or not yet, with all that was typed for it. */
export function notCreated({ words, form }: Extract<Answer, { kind: 'not created' }>): Message {
  return { text: prose(words, 120), blocks: [section(formatted(words, 2900)), ...typedBlocks(named(form))], attachments: [] };
}

const named = (form: NewFinding): Record<string, string> =>
  Object.fromEntries(Object.entries(form).map(([field, value]) => [isField(field) ? NAMES[field] : field, value]));

const isField = (field: string): field is NewFindingField => Object.hasOwn(NAMES, field);
