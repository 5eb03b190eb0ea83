import { dayOf } from '../../domain/report-snapshot.ts';
import type { Services } from '../services.ts';

/** Has today's snapshot taken if there is none, no more often than every ten minutes. */
export async function askForSnapshot({
  history,
  nonces,
  queues,
  now,
}: Pick<Services, 'history' | 'nonces' | 'queues' | 'now'>): Promise<void> {
  const day = dayOf(now());
  if (!(await history.has(day)) && (await nonces.use(`snapshot of ${day}`))) await queues.request({ kind: 'snapshot' }, 'reports');
}
