import type { CardRow } from './card-row.ts';
import type { Checked, HealthState } from './health.ts';
import type { Counted, Report } from './report.ts';
import type { Snapshot } from './report-snapshot.ts';

/** What changed over the days of its `report`, and what did not and should have. */
export interface Digest {
  report: Report;
  /** How things stood on the last day before the period; absent on the first day. */
  before?: Snapshot;
  /** Findings that came into Security Hub in the period, by severity, whatever has become of them since. */
  arrived: Counted;
  /** What has been open for longest, one of each severity, the worst first. */
  oldest: CardRow[];
  /** Why findings may not come in, or not be told. */
  faults: Fault[];
}

export interface Fault {
  name: string;
  state: Exclude<HealthState, 'green'>;
  /** Plain text; may quote what others wrote. */
  says: string;
}

/** What checks found wrong, in the order of their checks. */
export const faultsIn = (checks: readonly Checked[]): Fault[] =>
  checks.flatMap(({ name, readings }) => readings.flatMap(({ state, says }) => (state === 'green' ? [] : [{ name, state, says }])));
