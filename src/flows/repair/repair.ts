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
  const { repairs, installation, queues, now } = services;
  const stored = await repairs.get();
  if (stored && stored.nextAt > now().getTime()) return;
  const known: Repair = stored ?? { watermark: (await installation.at()).toISOString(), nextAt: now().getTime() };
  const claim = { ...known, nextAt: now().getTime() + CLAIM_MS, halfway: true };
  if (!(await repairs.save(claim, stored))) return;
  const deadline = new Date(now().getTime() + RUN_MS);
  const swept = await succeeding(() => sweep(known, deadline, services), services);
  // Whatever became of the sweep: what only this finds does not wait until that succeeds.
  const reread = await succeeding(() => rereadOpenCards(deadline, services, { again: known.halfway ?? false }), services);
  const after = swept ? swept.is : { ...claim, nextAt: now().getTime() + EVERY_MS };
  await repairs.save(reread ? after : { ...after, halfway: true }, claim);
  if (after.sweep && swept) await queues.request({ kind: 'repair' }, 'reports');
}

/** What came of it; undefined when it failed, which is told. */
async function succeeding<T>(work: () => Promise<T>, { log }: Pick<Services, 'log'>): Promise<{ is: T } | undefined> {
  try {
    return { is: await work() };
  } catch (error) {
    log.error('comparison with Security Hub failed, it goes on in ten minutes', { because: String(error) });
    log.count('RepairsFailed');
    return undefined;
  }
}

async function sweep(from: Repair, deadline: Date, services: Services): Promise<Repair> {
  const { hub, log, now, sleep } = services;
  const { halfway: again = false } = from;
  const { sweep: begun = { since: new Date(Date.parse(from.watermark) - OVERLAP_MS).toISOString(), begunAt: now().toISOString() } } = from;
  let { cursor }: { cursor?: string | undefined } = begun;
  for (;;) {
    const page = await hub.updatedSince(begun.since, cursor);
    if (page === 'stale') {
      log.warn('comparison begins again: Security Hub has forgotten its place', { since: begun.since });
      cursor = undefined;
      continue;
    }
    await wakeChannels(await compare(page.findings, services, { again }), services);
    cursor = page.next;
    if (cursor === undefined) return { watermark: begun.begunAt, nextAt: now().getTime() + EVERY_MS };
    if (timeIsUp(deadline, services)) return { ...from, sweep: { ...begun, cursor }, nextAt: now().getTime() };
    await sleep(PACE_MS);
  }
}
