import type { FindingRef } from '../../domain/finding.ts';

/** One change of a finding, as Security Hub recorded it. */
export interface HistoryRecord {
  at: string;
  created: boolean;
  /** Who, as Security Hub knows them: an ARN, or a product. */
  by: string;
  changes: { field: string; from: string; to: string }[];
}

export interface FindingHistory {
  /** The newest changes first, of the last 90 days, at most a few hundred; `cut` when there were more. */
  of(ref: FindingRef): Promise<{ records: HistoryRecord[]; cut: boolean }>;
}
