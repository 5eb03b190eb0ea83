import type { Card } from './card.ts';
import type { Finding } from './finding.ts';

type Confirmed = NonNullable<NonNullable<Card['fix']>['confirmed']>;

/** Whether Security Hub agrees that all of these are fixed: every check passes, or its product has archived what is left. */
export function confirmedBy(findings: readonly Finding[]): Confirmed | undefined {
  if (findings.length === 0 || !findings.every((finding) => isFixed(finding))) return undefined;
  return findings.some(({ compliance }) => compliance?.status === 'PASSED') ? 'check passed' : 'archived';
}

const isFixed = ({ recordState, compliance }: Finding): boolean => recordState === 'ARCHIVED' || compliance?.status === 'PASSED';

/** Those of them that somebody has called resolved and whose check still fails. A product without checks never says so. */
export const stillFailing = (findings: readonly Finding[]): Finding[] =>
  findings.filter(
    ({ recordState, workflow, compliance }) => recordState === 'ACTIVE' && workflow === 'RESOLVED' && compliance?.status === 'FAILED',
  );
