import type { Json } from '../contract.ts';
import { isJson, textAt } from './finding.ts';
import { instant } from './instant.ts';
import { agreed } from './severity.ts';
import { workflowStatus } from './workflow.ts';

/** What a product says in FindingProviderFields, and a customer may overrule at the top level. */
export const PROVIDER_FIELDS: readonly string[] = ['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types'];
/** What a product cannot change once the finding exists. */
const CUSTOMERS_OWN = ['Note', 'UserDefinedFields', 'VerificationState', 'Workflow'];

/** A finding that is already there, and which of its provider fields a customer has changed. */
export interface Existing {
  finding: Json;
  overruled: ReadonlySet<string>;
}

/**
 * What Security Hub holds after a product sent `incoming`. Undefined: it is not newer than what is there, and ignored. The rules:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
 */
export function afterImport(incoming: Json, existing: Existing | undefined, service: Json): Json | undefined {
  if (existing && !newer(incoming, existing.finding)) return undefined;
  const finding: Json = { ...incoming, RecordState: incoming['RecordState'] ?? 'ACTIVE', ...service };
  if (existing) for (const field of CUSTOMERS_OWN) assign(finding, field, existing.finding[field]);

  const provided: Json = {};
  for (const field of PROVIDER_FIELDS) {
    const [top, provider] = providerField(field, incoming, existing);
    assign(provided, field, provider);
    assign(finding, field, top);
  }
  assign(finding, 'FindingProviderFields', Object.keys(provided).length > 0 ? provided : undefined);
  finding['Workflow'] = { Status: workflowStatus(finding, existing?.finding) };
  finding['WorkflowState'] = existing?.finding['WorkflowState'] ?? incoming['WorkflowState'] ?? 'NEW';
  return finding;
}

function providerField(field: string, incoming: Json, existing: Existing | undefined): [top: unknown, provider: unknown] {
  const given = incoming[field];
  const provided = isJson(incoming['FindingProviderFields']) ? incoming['FindingProviderFields'][field] : undefined;
  const known = isJson(existing?.finding['FindingProviderFields']) ? existing.finding['FindingProviderFields'][field] : undefined;
  const provider = provided ?? asProvided(field, given) ?? known;

  if (!existing) return [asTop(field, provided ?? given), provider];
  if (existing.overruled.has(field)) return [existing.finding[field], provider];
  return [asTop(field, given ?? provided) ?? existing.finding[field], provider];
}

const asTop = (field: string, value: unknown) => (field === 'Severity' && isJson(value) ? agreed(value) : value);

/** A provider's severity has no scores. */
function asProvided(field: string, value: unknown): unknown {
  if (field !== 'Severity' || !isJson(value)) return value;
  const { Label, Original } = agreed(value);
  return { ...(Label !== undefined && { Label }), ...(Original !== undefined && { Original }) };
}

/** Times that cannot be read never hold an update back: only what AWS services send by themselves has them. */
function newer(incoming: Json, existing: Json): boolean {
  const [then, now] = [instant(textAt(existing, 'UpdatedAt')), instant(textAt(incoming, 'UpdatedAt'))];
  return then === undefined || now === undefined || now > then;
}

function assign(target: Json, field: string, value: unknown): void {
  if (value === undefined) delete target[field];
  else target[field] = value;
}
