import * as z from 'zod';
import { Severity } from './finding.ts';
import type { Scores } from './report-scores.ts';

const Score = z.object({ passed: z.number(), failed: z.number(), unknown: z.number(), noData: z.number(), disabled: z.number() });

/** How things stood on one day: Security Hub keeps no history of its scores. */
export const Snapshot = z.object({
  /** The day in UTC, `2026-03-02`. */
  day: z.string(),
  at: z.string(),
  overall: Score,
  standards: z.array(z.object({ arn: z.string(), name: z.string(), score: Score })),
  /** Findings that waited for somebody, by severity. */
  open: z.partialRecord(Severity, z.number()),
  /** The controls that failed, by id. */
  failing: z.array(z.string()),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

interface Measured extends Scores {
  open: { severity: { groups: readonly { value: string; count: number }[] } };
}

export function snapshotOf({ overall, standards, failing, open }: Measured, at: Date): Snapshot {
  const bySeverity = open.severity.groups.flatMap(({ value, count }) => {
    const severity = Severity.safeParse(value);
    return severity.success ? [[severity.data, count] as const] : [];
  });
  return {
    day: dayOf(at),
    at: at.toISOString(),
    overall,
    standards,
    open: Object.fromEntries(bySeverity),
    failing: failing.filter(({ status }) => status === 'Failed').map(({ id }) => id),
  };
}

/** The score of that day of one standard, or of all together; undefined when the standard was not enabled then. */
export const scoreOn = ({ overall, standards }: Snapshot, standard?: string): Snapshot['overall'] | undefined =>
  standard === undefined ? overall : standards.find(({ arn }) => arn === standard)?.score;

/** Which controls began to fail, and which no longer do, from one day to another. */
export function controlsChanged(before: Snapshot, after: Snapshot): { failing: string[]; mended: string[] } {
  return {
    failing: after.failing.filter((id) => !before.failing.includes(id)),
    mended: before.failing.filter((id) => !after.failing.includes(id)),
  };
}
