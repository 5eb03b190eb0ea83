import type { Snapshot } from '../../domain/report-snapshot.ts';
import type { Handled } from '../../domain/report-times.ts';

export interface History {
  /** Of the last so many days, oldest first; days on which none was taken are missing. */
  snapshots(days: number): Promise<Snapshot[]>;
  has(day: string): Promise<boolean>;
  /** Keeps it for 400 days. False when that day has one already. */
  keep(snapshot: Snapshot): Promise<boolean>;
  /** Presses that were carried out since then, the newest first; `cut`: only the newest `limit` were looked at. */
  handled(since: Date, limit: number): Promise<{ presses: Handled[]; cut: boolean }>;
}
