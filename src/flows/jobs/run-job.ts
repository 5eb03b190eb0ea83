import type { Job, Work } from '../../domain/job.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Services } from '../services.ts';
import { followStandards } from './follow-standards.ts';
import { showJob } from './show-job.ts';
import { sweepFindings } from './sweep-findings.ts';

/** How far a run came: the work as it stands, what the job's message shall show, and when to go on; without `dueAt` it is done. */
export interface Run<W> {
  work: W;
  notice: Notice;
  dueAt?: number;
}

/**
 * Goes on with a job until it is done or `deadline` is near. It may be run again after a crash from what was last
 * written down, so every effect must be safe to repeat. Throwing means: not now, again in half a minute.
 */
export type Worker<W> = (work: W, job: Job, services: Services, deadline: Date) => Promise<Run<W>>;

type Workers = { [K in Work['kind']]: Worker<Extract<Work, { kind: K }>> };

const WORKERS: Workers = { 'follow standards': followStandards, sweep: sweepFindings };

/** How long one run has a job to itself; a run that died is taken up by the clock after that. */
const CLAIM_MS = 120_000;
/** A run stops early enough to write down how far it came. */
const WORK_MS = 90_000;
const RETRY_MS = 30_000;
/** Ten minutes without getting any further: then whoever asked is told that it was given up. */
const MOST_TRIES = 20;

/** Claims the job, goes on with it, writes down how far it came, and shows that in its message. Safe to run any number of times at once. */
export async function runJob(id: string, services: Services): Promise<void> {
  const { jobs, now, queues } = services;
  const claim = now().getTime() + CLAIM_MS;
  const claimed = await jobs.change(id, (job) =>
    job.state === 'finished' || job.dueAt > now().getTime() ? undefined : { ...job, dueAt: claim },
  );
  if (!claimed.changed || !claimed.job) return;
  const ours = (job: Job, changed: Job) => (job.dueAt === claim ? changed : undefined); // A claim that ran out is somebody else's now.

  const after = claimed.job.state === 'done' ? claimed.job : await goOn(claimed.job, services);
  const written = await jobs.change(id, (job) => ours(job, { ...after, dueAt: claim }));
  if (!written.changed || !written.job) return;

  const message = await showJob(written.job, services);
  const shown: Job = { ...written.job, ...(message && { message }) };
  const dueAt = after.state === 'working' ? after.dueAt : now().getTime() + RETRY_MS;
  await jobs.change(id, (job) => ours(job, after.state === 'done' && message ? { ...shown, state: 'finished' } : { ...shown, dueAt }));
  if (after.state === 'working' && dueAt <= now().getTime()) await queues.request({ kind: 'job', job: id }, 'reports');
}

/** The job after one run of its worker. */
async function goOn(job: Job, services: Services): Promise<Job> {
  const { now, log } = services;
  try {
    const { work, notice, dueAt } = await workerFor(job.work, WORKERS)(job, services, new Date(now().getTime() + WORK_MS));
    return { ...job, work, notice, tries: 0, ...(dueAt === undefined ? { state: 'done' } : { dueAt }) };
  } catch (error) {
    const tries = job.tries + 1;
    const because = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log.warn('job did not get further', { job: job.id, kind: job.work.kind, tries, because });
    if (tries < MOST_TRIES) return { ...job, tries, dueAt: now().getTime() + RETRY_MS };
    log.error('job given up', { job: job.id, kind: job.work.kind, because });
    log.count('JobsGivenUp');
    const lines = [...job.notice.lines, 'Given up: for ten minutes it got no further. Please ask for it again.'];
    return { ...job, tries, state: 'done', notice: { ...job.notice, tone: 'bad', lines } };
  }
}

function workerFor<K extends Work['kind']>(
  work: Extract<Work, { kind: K }>,
  workers: { [D in K]: Worker<Extract<Work, { kind: D }>> },
): (job: Job, services: Services, deadline: Date) => Promise<Run<Work>> {
  const worker = workers[work.kind];
  return (job, services, deadline) => worker(work, job, services, deadline);
}
