import type { Json } from '../contract.ts';
import { isJson, type Ref } from './finding.ts';

export interface UpdateSource {
  Type: 'BATCH_UPDATE_FINDINGS' | 'BATCH_IMPORT_FINDINGS';
  /** The ARN of the product that imported, or of the person or role that updated. */
  Identity: string;
}

export interface HistoryRecord {
  FindingIdentifier: Ref;
  UpdateTime: string;
  FindingCreated: boolean;
  UpdateSource: UpdateSource;
  Updates: { UpdatedField: string; OldValue?: string; NewValue?: string }[];
}

/** The API reference leaves these out of a finding's history. */
const NOT_CHANGES = ['CreatedAt', 'UpdatedAt', 'FirstObservedAt', 'LastObservedAt', 'ProcessedAt'];

/** What changed, leaf by leaf (`Workflow.Status`); a list is one value. */
export function changes(before: Json, after: Json): HistoryRecord['Updates'] {
  const [old, now] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => old.get(field) !== now.get(field) && !NOT_CHANGES.includes(field))
    .map((field) => ({ UpdatedField: field, ...said('OldValue', old.get(field)), ...said('NewValue', now.get(field)) }));
}

const said = (name: 'OldValue' | 'NewValue', value: string | undefined) => (value === undefined ? {} : { [name]: value });

function leaves(value: Json, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, inner] of Object.entries(value)) {
    if (isJson(inner)) for (const [path, text] of leaves(inner, `${prefix}${key}.`)) found.set(path, text);
    else if (inner !== undefined) found.set(prefix + key, typeof inner === 'string' ? inner : JSON.stringify(inner));
  }
  return found;
}
