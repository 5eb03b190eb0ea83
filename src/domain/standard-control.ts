import * as z from 'zod';
import type { Severity } from './finding.ts';
import type { ControlStatus } from './score.ts';

/** A control within one standard, as Security Hub defines it. */
export interface StandardControl {
  /** Such as `EC2.19`. */
  id: string;
  title: string;
  severity: Severity;
  remediationUrl?: string;
  /** Absent while it is on. */
  off?: {
    /** As whoever switched it off wrote it down. */
    reason?: string;
    since?: string;
  };
}

/** The same with what its findings say. */
export interface CountedControl extends StandardControl {
  status: ControlStatus;
  /** Failed checks: one for each resource. */
  failed: number;
}

/** Which controls of a standard are listed. */
export const ControlList = z.enum(['failed', 'passed', 'off', 'all']);
export type ControlList = z.infer<typeof ControlList>;

const LISTED: Record<ControlList, (status: ControlStatus) => boolean> = {
  failed: (status) => status === 'Failed' || status === 'Unknown',
  passed: (status) => status === 'Passed',
  off: (status) => status === 'Disabled',
  all: () => true,
};

export const listed = (list: ControlList, controls: readonly CountedControl[]): CountedControl[] =>
  controls.filter(({ status }) => LISTED[list](status));
