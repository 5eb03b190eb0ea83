import type { Json } from '../contract.ts';
import { isControlFinding, textAt } from './finding.ts';

export const WORKFLOW_STATUSES = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] as const;

/**
 * The workflow status after a product's update: what was dealt with is NEW again when the finding comes back, a suppressed one stays
 * suppressed, and a control that passes is resolved: https://docs.aws.amazon.com/securityhub/latest/userguide/findings-workflow-status.html
 */
export function workflowStatus(incoming: Json, existing: Json | undefined): string {
  const before = textAt(existing ?? incoming, 'Workflow.Status') ?? 'NEW';
  const status = existing && cameBack(existing, incoming) && ['NOTIFIED', 'RESOLVED'].includes(before) ? 'NEW' : before;
  const passed = isControlFinding(incoming) && textAt(incoming, 'Compliance.Status') === 'PASSED';
  return passed && status !== 'SUPPRESSED' ? 'RESOLVED' : status;
}

function cameBack(existing: Json, incoming: Json): boolean {
  const unarchived = existing['RecordState'] === 'ARCHIVED' && (incoming['RecordState'] ?? 'ACTIVE') === 'ACTIVE';
  const compliance = textAt(incoming, 'Compliance.Status');
  return unarchived || (textAt(existing, 'Compliance.Status') === 'PASSED' && compliance !== undefined && compliance !== 'PASSED');
}
