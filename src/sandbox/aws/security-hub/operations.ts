import type { Operation } from './operation.ts';
import { batchDisableStandards } from './operations/batch-disable-standards.ts';
import { batchEnableStandards } from './operations/batch-enable-standards.ts';
import { batchGetSecurityControls } from './operations/batch-get-security-controls.ts';
import { batchGetStandardsControlAssociations } from './operations/batch-get-standards-control-associations.ts';
import { batchImportFindings } from './operations/batch-import-findings.ts';
import { batchUpdateFindings } from './operations/batch-update-findings.ts';
import { batchUpdateStandardsControlAssociations } from './operations/batch-update-standards-control-associations.ts';
import { createActionTarget } from './operations/create-action-target.ts';
import { createInsight } from './operations/create-insight.ts';
import { deleteActionTarget } from './operations/delete-action-target.ts';
import { deleteInsight } from './operations/delete-insight.ts';
import { describeActionTargets } from './operations/describe-action-targets.ts';
import { describeHub } from './operations/describe-hub.ts';
import { describeProducts } from './operations/describe-products.ts';
import { describeStandards } from './operations/describe-standards.ts';
import { describeStandardsControls } from './operations/describe-standards-controls.ts';
import { disableImportFindingsForProduct } from './operations/disable-import-findings-for-product.ts';
import { disableSecurityHub } from './operations/disable-security-hub.ts';
import { enableImportFindingsForProduct } from './operations/enable-import-findings-for-product.ts';
import { enableSecurityHub } from './operations/enable-security-hub.ts';
import { getEnabledStandards } from './operations/get-enabled-standards.ts';
import { getFindingHistory } from './operations/get-finding-history.ts';
import { getFindings } from './operations/get-findings.ts';
import { getInsightResults } from './operations/get-insight-results.ts';
import { getInsights } from './operations/get-insights.ts';
import { getSecurityControlDefinition } from './operations/get-security-control-definition.ts';
import { listEnabledProductsForImport } from './operations/list-enabled-products-for-import.ts';
import { listSecurityControlDefinitions } from './operations/list-security-control-definitions.ts';
import { listStandardsControlAssociations } from './operations/list-standards-control-associations.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateActionTarget } from './operations/update-action-target.ts';
import { updateInsight } from './operations/update-insight.ts';
import { updateSecurityHubConfiguration } from './operations/update-security-hub-configuration.ts';
import { updateStandardsControl } from './operations/update-standards-control.ts';

/** The operations the emulator knows; every other one is refused by its name. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['BatchDisableStandards', batchDisableStandards],
  ['BatchEnableStandards', batchEnableStandards],
  ['BatchGetSecurityControls', batchGetSecurityControls],
  ['BatchGetStandardsControlAssociations', batchGetStandardsControlAssociations],
  ['BatchImportFindings', batchImportFindings],
  ['BatchUpdateFindings', batchUpdateFindings],
  ['BatchUpdateStandardsControlAssociations', batchUpdateStandardsControlAssociations],
  ['CreateActionTarget', createActionTarget],
  ['CreateInsight', createInsight],
  ['DeleteActionTarget', deleteActionTarget],
  ['DeleteInsight', deleteInsight],
  ['DescribeActionTargets', describeActionTargets],
  ['DescribeHub', describeHub],
  ['DescribeProducts', describeProducts],
  ['DescribeStandards', describeStandards],
  ['DescribeStandardsControls', describeStandardsControls],
  ['DisableImportFindingsForProduct', disableImportFindingsForProduct],
  ['DisableSecurityHub', disableSecurityHub],
  ['EnableImportFindingsForProduct', enableImportFindingsForProduct],
  ['EnableSecurityHub', enableSecurityHub],
  ['GetEnabledStandards', getEnabledStandards],
  ['GetFindingHistory', getFindingHistory],
  ['GetFindings', getFindings],
  ['GetInsightResults', getInsightResults],
  ['GetInsights', getInsights],
  ['GetSecurityControlDefinition', getSecurityControlDefinition],
  ['ListEnabledProductsForImport', listEnabledProductsForImport],
  ['ListSecurityControlDefinitions', listSecurityControlDefinitions],
  ['ListStandardsControlAssociations', listStandardsControlAssociations],
  ['ListTagsForResource', listTagsForResource],
  ['TagResource', tagResource],
  ['UntagResource', untagResource],
  ['UpdateActionTarget', updateActionTarget],
  ['UpdateInsight', updateInsight],
  ['UpdateSecurityHubConfiguration', updateSecurityHubConfiguration],
  ['UpdateStandardsControl', updateStandardsControl],
]);

/** The only operation that works while the hub is off. */
export const WORKS_WHILE_OFF = 'EnableSecurityHub';

/** Operations that are refused on purpose, with what to use instead. */
export const DEPRECATED: Readonly<Record<string, string>> = {
  UpdateFindings: 'UpdateFindings is deprecated (no workflow, not in the history, undone by the next import): use BatchUpdateFindings; it',
};
