import type { Operation } from './operation.ts';
import { batchDisableStandards } from './operations/batch-disable-standards.ts';
import { batchEnableStandards } from './operations/batch-enable-standards.ts';
import { batchImportFindings } from './operations/batch-import-findings.ts';
import { batchUpdateFindings } from './operations/batch-update-findings.ts';
import { createActionTarget } from './operations/create-action-target.ts';
import { createInsight } from './operations/create-insight.ts';
import { deleteActionTarget } from './operations/delete-action-target.ts';
import { deleteInsight } from './operations/delete-insight.ts';
import { describeActionTargets } from './operations/describe-action-targets.ts';
import { describeHub } from './operations/describe-hub.ts';
import { describeStandards } from './operations/describe-standards.ts';
import { disableSecurityHub } from './operations/disable-security-hub.ts';
import { enableSecurityHub } from './operations/enable-security-hub.ts';
import { getEnabledStandards } from './operations/get-enabled-standards.ts';
import { getFindingHistory } from './operations/get-finding-history.ts';
import { getFindings } from './operations/get-findings.ts';
import { getInsightResults } from './operations/get-insight-results.ts';
import { getInsights } from './operations/get-insights.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateActionTarget } from './operations/update-action-target.ts';
import { updateInsight } from './operations/update-insight.ts';
import { updateSecurityHubConfiguration } from './operations/update-security-hub-configuration.ts';

/** The operations the emulator knows; every other one is refused by its name. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['BatchDisableStandards', batchDisableStandards],
  ['BatchEnableStandards', batchEnableStandards],
  ['BatchImportFindings', batchImportFindings],
  ['BatchUpdateFindings', batchUpdateFindings],
  ['CreateActionTarget', createActionTarget],
  ['CreateInsight', createInsight],
  ['DeleteActionTarget', deleteActionTarget],
  ['DeleteInsight', deleteInsight],
  ['DescribeActionTargets', describeActionTargets],
  ['DescribeHub', describeHub],
  ['DescribeStandards', describeStandards],
  ['DisableSecurityHub', disableSecurityHub],
  ['EnableSecurityHub', enableSecurityHub],
  ['GetEnabledStandards', getEnabledStandards],
  ['GetFindingHistory', getFindingHistory],
  ['GetFindings', getFindings],
  ['GetInsightResults', getInsightResults],
  ['GetInsights', getInsights],
  ['ListTagsForResource', listTagsForResource],
  ['TagResource', tagResource],
  ['UntagResource', untagResource],
  ['UpdateActionTarget', updateActionTarget],
  ['UpdateInsight', updateInsight],
  ['UpdateSecurityHubConfiguration', updateSecurityHubConfiguration],
]);

/** The only operation that works while the hub is off. */
export const WORKS_WHILE_OFF = 'EnableSecurityHub';

/** Operations that are refused on purpose, with what to use instead. */
export const DEPRECATED: Readonly<Record<string, string>> = {
  UpdateFindings: 'UpdateFindings is deprecated (no workflow, not in the history, undone by the next import): use BatchUpdateFindings; it',
};
