import { enabledStandard } from '../../domain/report-standard.ts';
import type { Asker } from '../../domain/request.ts';
import type { Services } from '../services.ts';
import type { Progress } from './measure/measure.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** Answers `/shub trend`: a line for each day that was kept. On the day of installation that is today alone. */
export async function showTrend(
  asker: Asker,
  { days, standard: typed }: { days: number; standard?: string },
  services: Parameters<typeof takeSnapshot>[0] & Pick<Services, 'chat'>,
  progress?: Progress,
): Promise<void> {
  const { controls, history, chat } = services;
  const standard = typed === undefined ? undefined : enabledStandard(typed, await controls.catalogue());
  await takeSnapshot(services, progress);
  const snapshots = await history.snapshots(days);
  await chat.answer(asker, { kind: 'trend', days, snapshots, ...(standard !== undefined && { standard }) });
}
