import type { Report } from '../../src/domain/report.ts';
import { aReport } from '../fixtures/a-report.ts';

const whole = aReport();
const [standard] = whole.standards;
if (!standard) throw new Error('the report has no standard');

/** As AWS names them: https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
const AWS_NAMES = [
  'AWS Foundational Security Best Practices v1.0.0',
  'CIS AWS Foundations Benchmark v3.0.0',
  'NIST Special Publication 800-53 Revision 5',
  'NIST Special Publication 800-171 Revision 2',
  'PCI DSS v4.0.1',
  'Service-Managed Standard: AWS Control Tower, for every account of an organization',
];

/** What can come of a report: a month of history, its first day, standards with long names, one standard, one account, nothing open, and nothing to score. */
export const GOLDEN_REPORTS: Readonly<Record<string, Report>> = {
  month: whole,
  'first-day': aReport({ trend: whole.trend.slice(-1) }),
  'long-names': aReport({ standards: AWS_NAMES.map((name) => ({ ...standard, name })) }),
  'one-standard': aReport({ standard, overall: standard.score }),
  'one-account': aReport({ account: { id: '111122223333', name: 'prod-payments & <friends>' }, trend: [] }),
  'nothing-open': aReport({ trend: whole.trend.slice(-1), open: { ...whole.open, severity: { groups: [], complete: true } } }),
  'no-data': aReport({
    trend: [],
    overall: { passed: 0, failed: 0, unknown: 0, noData: 8, disabled: 0 },
    standards: whole.standards.map((each) => ({ ...each, score: { passed: 0, failed: 0, unknown: 0, noData: 8, disabled: 0 } })),
  }),
};
