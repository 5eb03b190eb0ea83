import { createHash } from 'node:crypto';
import type { Finding } from './finding.ts';

/** What says that two findings are about the same thing. Give all resources, not only those a finding keeps. */
export interface ProblemOf {
  /** The finding's own key: what is left to tell it apart when no control does. */
  key: string;
  account: string;
  region: string;
  resourceIds: readonly string[];
  /** Compliance.SecurityControlId, else the name of the Config rule that found it. */
  control?: string | undefined;
}

/**
 * 32 hex digits: the same control on the same resources of an account and region is one problem, whatever standards ask
 * for it and in whatever order the resources are named. Without a control the finding is its own problem.
 */
export function problemOf({ key, account, region, resourceIds, control }: ProblemOf): string {
  const parts = control === undefined ? ['finding', key] : ['control', account, region, control, ...[...new Set(resourceIds)].sort()];
  // JSON keeps the parts apart: no resource id can spell the end of one part and the start of the next.
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Whether no other finding can belong to the problem of this one. */
export const isItsOwnProblem = ({ key, problem }: Pick<Finding, 'key' | 'problem'>): boolean =>
  problem === problemOf({ key, account: '', region: '', resourceIds: [] });
