import type { Repair } from '../../domain/repair.ts';
import type { Services } from '../services.ts';
import { timeIsUp } from '../time-is-up.ts';
import { wakeChannels } from '../wake-channels.ts';
import { compare } from './compare.ts';
import { rereadOpenCards } from './reread-open-cards.ts';

const EVERY_MS = 10 * 60_000;
/** Events and Security Hub's own index may be this late. */
const OVERLAP_MS = 60 * 60_000;
/** Longer than one run takes; a run that died is followed by another after this. */
const CLAIM_MS = 5 * 60_000;
/** A run ends well before its function's timeout, and the next goes on. */
const RUN_MS = 80_000;
/** GetFindings is throttled at 3 a second, bursts of 6. */
const PACE_MS = 400;

/**
 * Compares what Security Hub says has changed with what the table knows, and re-reads every open card's findings once a
 * day: so an event that never came, and a press in the console that moved no UpdatedAt, still show. A sweep that takes
 * longer than one run goes on in the next. The run after one that died takes everything in again: of a finding that has its
 * row nobody can tell whether its card was written as well.
 */
export async function repair(services: Services): Promise<void> {
  const { repairs, installation, queues, log, now } = services;
  const stored = await repairs.get();
  if (stored && stored.nextAt > now().getTime()) return;
  const known: Repair = stored ?? { watermark: (await installation.at()).toISOString(), nextAt: now().getTime() };
  const claim = { ...known, nextAt: now().getTime() + CLAIM_MS, halfway: true };
  if (!(await repairs.save(claim, stored))) return;
  try {
    const after = await sweep(known, new Date(now().getTime() + RUN_MS), services);
    await repairs.save(after, claim);
    if (after.sweep) await queues.request({ kind: 'repair' }, 'reports');
  } catch (error) {
    log.error('comparison with Security Hub failed, it goes on in ten minutes', { because: String(error) });
    log.count('RepairsFailed');
    await repairs.save({ ...claim, nextAt: now().getTime() + EVERY_MS }, claim);
  }
}

async function sweep(from: Repair, deadline: Date, services: Services): Promise<Repair> {
  const { hub, now, sleep } = services;
  const { halfway: again = false } = from;
  const { sweep: begun = { since: new Date(Date.parse(from.watermark) - OVERLAP_MS).toISOString(), begunAt: now().toISOString() } } = from;
  let { cursor }: { cursor?: string | undefined } = begun;
  do {
    const page = await hub.updatedSince(begun.since, cursor);
    await wakeChannels(await compare(page.findings, services, { again }), services);
    cursor = page.next;
    if (cursor !== undefined && timeIsUp(deadline, services)) return { ...from, sweep: { ...begun, cursor }, nextAt: now().getTime() };
    await sleep(cursor === undefined ? 0 : PACE_MS);
  } while (cursor !== undefined);
  await rereadOpenCards(deadline, services, { again });
  return { watermark: begun.begunAt, nextAt: now().getTime() + EVERY_MS };
}
