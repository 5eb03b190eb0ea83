import type { Finding } from '../../domain/finding.ts';
import type { Job } from '../../domain/job.ts';
import { SEVERITIES_OF, type Sweep, sweepFromStart, sweepNotice } from '../../domain/sweep.ts';
import type { Services } from '../services.ts';
import { takeInFinding } from '../take-in-finding.ts';
import { timeIsUp } from '../time-is-up.ts';
import { wakeChannels } from '../wake-channels.ts';
import type { Run, Worker } from './run-job.ts';

/** GetFindings is throttled at 3 a second for the whole account; people who ask meanwhile must get through. */
const PACE_MS = 500;

/** So often is it shown and written down how far it is. */
const PAGES_A_RUN = 5;
const AT_ONCE = 10;

/** After a page that could not be read. */
const RETRY_MS = 30_000;

const LOOK_MS = 20_000;
const FOLLOWED_MS = 2 * 3600_000;

/** Goes through Security Hub's list of open findings, has those alerted that were not, and follows them until they are delivered. */
export const sweepFindings: Worker<Sweep> = async (work, job, services, deadline) => {
  if (work.stage === 'delivering') return follow(work, job, services);
  const { now, sleep, log } = services;
  let sweep = work;
  for (let page = 0; page < PAGES_A_RUN && sweep.stage === 'reading' && !timeIsUp(deadline, services); page++) {
    if (page > 0) await sleep(PACE_MS);
    try {
      sweep = await sweepPage(sweep, services);
    } catch (error) {
      if (page === 0) throw error;
      // What came before it is kept.
      log.warn('sweep waits', { because: String(error) });
      return shown(sweep, job, services, now().getTime() + RETRY_MS);
    }
  }
  return shown(sweep, job, services, now().getTime());
};

async function sweepPage(sweep: Sweep, services: Services): Promise<Sweep> {
  const { hub, log } = services;
  const page = await hub.openOf(SEVERITIES_OF[sweep.scope], sweep.cursor);
  if (page === 'stale') {
    log.warn('sweep begins again: Security Hub has forgotten its place', { found: sweep.found });
    return sweepFromStart(sweep);
  }
  const wake = new Set<string>();
  const counts = { already: 0, alerted: 0, unrouted: 0 };
  for (let i = 0; i < page.findings.length; i += AT_ONCE) {
    const some = page.findings.slice(i, i + AT_ONCE);
    for (const { fate, channels } of await Promise.all(some.map((finding) => alert(finding, sweep, services)))) {
      counts[fate]++;
      for (const channel of channels) wake.add(channel);
    }
  }
  await wakeChannels(wake, services);
  const { cursor: _cursor, ...rest } = sweep;
  return {
    ...rest,
    found: sweep.found + page.findings.length,
    already: sweep.already + counts.already,
    alerted: sweep.alerted + counts.alerted,
    unrouted: sweep.unrouted + counts.unrouted,
    channels: [...new Set([...sweep.channels, ...wake])],
    ...(page.next === undefined ? { stage: 'delivering' } : { cursor: page.next }),
  };
}

/** What has a card is only brought up to date; the rest gets one. Doing it again finds it done, and counts it as it was. */
async function alert(
  finding: Finding,
  { press }: Sweep,
  services: Services,
): Promise<{ fate: 'already' | 'alerted' | 'unrouted'; channels: string[] }> {
  const { wake } = await takeInFinding({ finding, seen: services.now(), byHand: false, sweep: press }, services);
  const row = await services.findings.get(finding.key);
  if (row?.sweep === press) return { fate: 'alerted', channels: wake };
  return { fate: row && row.channels.length > 0 ? 'already' : 'unrouted', channels: wake };
}

async function follow(sweep: Sweep, job: Job, services: Services): Promise<Run<Sweep>> {
  return shown(sweep, job, services, services.now().getTime() + LOOK_MS);
}

/** More than this waiting is said as this many. */
const MOST_WAITING = 20_000;

async function shown(sweep: Sweep, job: Job, { cards, now }: Services, dueAt: number): Promise<Run<Sweep>> {
  const lines = await Promise.all(sweep.channels.map((channel) => cards.waiting(channel, MOST_WAITING)));
  const waiting = lines.flat().filter(({ since }) => since >= job.startedAt).length;
  const late = now().getTime() - Date.parse(job.startedAt) > FOLLOWED_MS;
  const over = sweep.stage === 'delivering' && (waiting === 0 || late);
  return {
    work: sweep,
    notice: sweepNotice(sweep, job.who, { waiting, late: late && sweep.stage === 'delivering' }),
    ...(!over && { dueAt }),
  };
}
