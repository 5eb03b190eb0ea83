import type { Json } from '../contract.ts';
import { textAt } from './finding.ts';
import { type Hub, hubArn } from './hub.ts';

/**
 * Actions that IAM grants on `*` alone; the others are granted on the hub, the importing of findings on their product:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html
 */
const ON_EVERYTHING: readonly string[] = [
  'BatchGetSecurityControls',
  'BatchGetStandardsControlAssociations',
  'BatchUpdateStandardsControlAssociations',
  'GetSecurityControlDefinition',
  'ListSecurityControlDefinitions',
  'ListStandardsControlAssociations',
  'UpdateSecurityControl',
];

/** What the caller would need the action on; the action has the operation's own name in every case the emulator knows. */
export function resourceOf(action: string, input: Json, hub: Hub): string {
  if (ON_EVERYTHING.includes(action)) return '*';
  return textAt(input, action === 'BatchImportFindings' ? 'Findings.ProductArn' : 'ResourceArn') ?? hubArn(hub);
}
