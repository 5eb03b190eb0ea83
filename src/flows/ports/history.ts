import type { Snapshot } from '../../domain/report-snapshot.ts';
import type { Handled, HandledTogether } from '../../domain/report-times.ts';

export interface History {
  /** Of the last so many days, oldest first; days on which none was taken are missing. */
  snapshots(days: number): Promise<Snapshot[]>;
  has(day: string): Promise<boolean>;
  /** Keeps it for 400 days. False when that day has one already. */
  keep(snapshot: Snapshot): Promise<boolean>;
  /** Keeps for 90 days what one press did to many cards; the same id again replaces it. */
  keepMany(id: string, many: HandledTogether): Promise<void>;
  /**
   * Presses that were carried out since then, the newest first; `cut`: only the newest `limit` were looked at. Up to a hundred
   * findings that were changed together count as one for that.
   */
  handled(since: Date, limit: number): Promise<{ presses: Handled[]; cut: boolean }>;
}
