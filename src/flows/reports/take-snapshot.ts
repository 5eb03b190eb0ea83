import { dayOf, snapshotOf } from '../../domain/report-snapshot.ts';
import type { Services } from '../services.ts';
import { measure, type Progress } from './measure/measure.ts';

/** Keeps how things stand today, once. What goes wrong is left to the clock, which asks again in ten minutes. */
export async function takeSnapshot(
  { controls, insights, history, log, now }: Pick<Services, 'controls' | 'insights' | 'history' | 'log' | 'now'>,
  progress?: Progress,
): Promise<void> {
  if (await history.has(dayOf(now()))) return;
  try {
    const measured = await measure(await controls.catalogue(), {}, { insights }, progress);
    await history.keep(snapshotOf(measured, now()));
  } catch (error) {
    log.warn('snapshot not taken', { because: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    log.count('SnapshotsFailed');
  }
}
