import type { ComplianceStatus } from './finding.ts';

/** How many findings of one control say what; archived and suppressed ones are left out before. */
export interface Tally {
  passed: number;
  failed: number;
  /** WARNING and NOT_AVAILABLE: the check could not tell. */
  unknown: number;
}

/** As Security Hub names them: https://docs.aws.amazon.com/securityhub/latest/userguide/controls-overall-status.html */
export type ControlStatus = 'Passed' | 'Failed' | 'Unknown' | 'No data' | 'Disabled';

const COUNTED_AS: Record<ComplianceStatus, keyof Tally> = {
  PASSED: 'passed',
  FAILED: 'failed',
  WARNING: 'unknown',
  NOT_AVAILABLE: 'unknown',
};

export const NOTHING: Readonly<Tally> = { passed: 0, failed: 0, unknown: 0 };

export function tallyOf(statuses: Iterable<ComplianceStatus>): Tally {
  const tally = { ...NOTHING };
  for (const status of statuses) tally[COUNTED_AS[status]]++;
  return tally;
}

/** One failed finding fails a control; it passes when all of its findings do. */
export function controlStatus({ passed, failed, unknown }: Tally, { enabled }: { enabled: boolean }): ControlStatus {
  if (!enabled) return 'Disabled';
  if (failed > 0) return 'Failed';
  if (unknown > 0) return 'Unknown';
  return passed > 0 ? 'Passed' : 'No data';
}

/** A security score with the controls it was made from. */
export interface Score {
  passed: number;
  failed: number;
  unknown: number;
  noData: number;
  disabled: number;
}

const SCORED_AS: Record<ControlStatus, keyof Score> = {
  Passed: 'passed',
  Failed: 'failed',
  Unknown: 'unknown',
  'No data': 'noData',
  Disabled: 'disabled',
};

/**
 * The score over these controls, each given once: for all standards together that is not the average of their scores.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/standards-security-score.html
 */
export function scoreOf(statuses: Iterable<ControlStatus>): Score {
  const score = { passed: 0, failed: 0, unknown: 0, noData: 0, disabled: 0 };
  for (const status of statuses) score[SCORED_AS[status]]++;
  return score;
}

/** The controls that count: what has no data is neither good nor bad. */
export const evaluated = ({ passed, failed, unknown }: Score): number => passed + failed + unknown;

/** 0 to 100, unrounded; undefined when no control has data. */
export function exactPercent(score: Score): number | undefined {
  const of = evaluated(score);
  return of === 0 ? undefined : (score.passed / of) * 100;
}

/** As Security Hub shows it: the nearest whole number, halves up. */
export function percent(score: Score): number | undefined {
  const exact = exactPercent(score);
  return exact === undefined ? undefined : Math.round(exact);
}

/** How many points, unrounded, the score rises when so many controls that do not pass begin to. */
export function pointsFor(score: Score, controls: number): number {
  const of = evaluated(score);
  return of === 0 ? 0 : (Math.min(controls, score.failed + score.unknown) / of) * 100;
}
