import type { ProductKind } from './finding.ts';
import type { FindingsQuery } from './findings-query.ts';
import { equalTo, type InsightFilters, notEqualTo } from './insight.ts';

/** ProductName as each product sets it. Not for control findings: theirs differs between documentation and service. */
export const PRODUCT_NAMES: Record<Exclude<ProductKind, 'other' | 'security-hub'>, string> = {
  guardduty: 'GuardDuty',
  inspector: 'Inspector',
  macie: 'Macie',
  'access-analyzer': 'IAM Access Analyzer',
  config: 'Config',
  health: 'Health',
  'patch-manager': 'Systems Manager Patch Manager',
};

/** How the GeneratorId of a control finding begins, with consolidated control findings and without. */
const CONTROL_GENERATORS = [
  'security-control/',
  'aws-foundational-security-best-practices/',
  'cis-aws-foundations-benchmark/',
  'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/',
  'pci-dss/',
  'nist-800-53/',
  'nist-800-171/',
  'aws-resource-tagging-standard/',
  'service-managed-aws-control-tower/',
];

/** A query in Security Hub's words: what is active, and open unless a status is asked for. */
export function filtersOf({ severity, status, product, account, region, control, title }: FindingsQuery): InsightFilters {
  return {
    RecordState: equalTo('ACTIVE'),
    ...(severity && { SeverityLabel: equalTo(...severity) }),
    WorkflowStatus: equalTo(...(status ?? ['NEW', 'NOTIFIED'])),
    ...(account && { AwsAccountId: equalTo(account) }),
    ...(region && { Region: equalTo(region) }),
    ...(product && productFilter(product)),
    ...(control && { ComplianceSecurityControlId: equalTo(control) }),
    ...(title && { Title: equalTo(title) }),
  };
}

function productFilter(product: ProductKind): InsightFilters {
  switch (product) {
    case 'security-hub':
      return { GeneratorId: CONTROL_GENERATORS.map((Value) => ({ Value, Comparison: 'PREFIX' })) };
    case 'other':
      return { ProductName: notEqualTo(...Object.values(PRODUCT_NAMES), 'Security Hub', 'Security Hub CSPM') };
    default:
      return { ProductName: equalTo(PRODUCT_NAMES[product]) };
  }
}
