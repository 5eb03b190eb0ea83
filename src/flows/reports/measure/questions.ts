import type { ControlNaming } from '../../../domain/control-naming.ts';
import { equalTo, type InsightFilters, type InsightQuestion, notEqualTo } from '../../../domain/insight.ts';
import type { Match, Shard } from '../../../domain/score-shards.ts';

/** Which findings are looked at; without an account, those of all. */
export interface Scope {
  account?: string;
  /** ARN; for what is counted beside the score, which is told for every standard in any case. */
  standard?: string;
}

const COMPLIANCE = { passed: ['PASSED'], failed: ['FAILED'], unknown: ['WARNING', 'NOT_AVAILABLE'] } as const;

/** How many findings each control of the shard has that say so. What is archived or suppressed does not count for the score. */
export function controlQuestion(says: keyof typeof COMPLIANCE, shard: Shard, naming: ControlNaming, scope: Scope): InsightQuestion {
  return {
    groupBy: naming.attribute,
    filters: {
      ...ofControls(naming, scope),
      ComplianceStatus: equalTo(...COMPLIANCE[says]),
      [naming.attribute]: shard.map(({ value, comparison }: Match) => ({ Value: value, Comparison: comparison })),
    },
  };
}

/** How many findings all controls together have, whether or not they name their control. */
export const controlFindingsQuestion = (naming: ControlNaming, scope: Scope): InsightQuestion => ({
  groupBy: 'ComplianceStatus',
  filters: ofControls(naming, scope),
});

const ofControls = ({ generators }: ControlNaming, { account }: Scope): InsightFilters => ({
  ...counted({ ...(account !== undefined && { account }) }),
  ...(generators && { GeneratorId: generators.map((Value) => ({ Value, Comparison: 'PREFIX' })) }),
});

/** Findings that fail a check, by an attribute such as their account. */
export const failedQuestion = (groupBy: string, scope: Scope): InsightQuestion => ({
  groupBy,
  filters: { ...counted(scope), ComplianceStatus: equalTo(...COMPLIANCE.failed) },
});

/** Findings that wait for somebody, of every product, by an attribute. */
export const openQuestion = (groupBy: string, scope: Scope): InsightQuestion => ({
  groupBy,
  filters: {
    RecordState: equalTo('ACTIVE'),
    WorkflowStatus: equalTo('NEW', 'NOTIFIED'),
    ComplianceStatus: notEqualTo('PASSED'),
    ...within(scope),
  },
});

/** Findings that came into Security Hub in that time, whatever has become of them, by severity; what only says that all is well is left out. */
export const arrivedQuestion = (from: Date, to: Date): InsightQuestion => ({
  groupBy: 'SeverityLabel',
  filters: {
    CreatedAt: [{ Start: from.toISOString(), End: to.toISOString() }],
    ComplianceStatus: notEqualTo('PASSED'),
  },
});

const counted = (scope: Scope): InsightFilters => ({
  RecordState: equalTo('ACTIVE'),
  WorkflowStatus: notEqualTo('SUPPRESSED'),
  ...within(scope),
});

const within = ({ account, standard }: Scope): InsightFilters => ({
  ...(account !== undefined && { AwsAccountId: equalTo(account) }),
  ...(standard !== undefined && { ComplianceAssociatedStandardsId: equalTo(idOf(standard)) }),
});

/** As findings name it: `standards/pci-dss/v/3.2.1` of `arn:aws:securityhub:eu-west-1::standards/pci-dss/v/3.2.1`. */
const idOf = (arn: string): string => arn.split(':').slice(5).join(':');
