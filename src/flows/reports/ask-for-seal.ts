import type { Services } from '../services.ts';

const DAY_MS = 24 * 3600 * 1000;
/** So long after midnight nothing of the day before is still being written: a press is given up after a quarter of an hour. */
const QUIET_MS = 30 * 60_000;

/** Midnight in UTC, once the day before can be sealed; undefined in the half hour after it. */
function cutoffAt(now: Date): string | undefined {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return now.getTime() - midnight < QUIET_MS ? undefined : new Date(midnight).toISOString();
}

/** Has what was done up to midnight sealed, once a day; asked again every six hours, which does no harm. */
export async function askForSeal({ nonces, queues, now }: Pick<Services, 'nonces' | 'queues' | 'now'>): Promise<void> {
  const cutoff = cutoffAt(now());
  if (cutoff !== undefined && (await nonces.use(`seal ${cutoff}`, 6 * 3600)))
    await queues.request({ kind: 'seal', before: cutoff }, 'reports');
}
