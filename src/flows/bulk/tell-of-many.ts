import type { Bulk } from '../../domain/bulk.ts';
import type { BulkJob } from '../../domain/bulk-press.ts';
import { bulkEvent } from '../../domain/events-of-many.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'bus' | 'selections' | 'log' | 'now'>;

/** So long it is tried to put the event on the bus. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Puts the one event about a change of many on the bus. It may go out twice after a crash, then with the same id. The work that is
 * resolved to has nothing to tell any more, or has it still.
 */
export async function tellOfMany(job: BulkJob, { bus, selections, log, now }: Needs): Promise<Bulk> {
  const { untold, ...told } = job.work;
  if (!untold) return told;
  const items = [];
  for (let number = 0; number < told.parts; number++) items.push(...(await selections.part(told.selection, number)).items);
  const [sent] = await bus.put([bulkEvent(job, untold, items)]);
  if (sent?.is !== 'failed') return told;
  const hopeless = now().getTime() - untold.since >= PATIENCE_MS;
  log.warn('event not sent', { job: job.id, type: 'Findings Changed', because: sent.because });
  log.count(hopeless ? 'EventsGivenUp' : 'EventsNotSent');
  return hopeless ? told : job.work;
}
