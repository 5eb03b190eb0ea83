import { functionFor, type Job, type Work } from '../../domain/job.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Services } from '../services.ts';
import { showJob } from './show-job.ts';

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

type Workers = { [K in Work['kind']]?: Worker<Extract<Work, { kind: K }>> };

/** What a function may do of the jobs there are, in how much time, and how it has itself go on. */
export interface Hands {
  is: ReturnType<typeof functionFor>;
  workers: Workers;
  workMs: number;
  goOn(job: string): Promise<void>;
}

/** How long one run has a job to itself; a run that died is taken up by the clock after that. */
const CLAIM_MS = 120_000;
const RETRY_MS = 30_000;
/** Ten minutes without getting any further: then whoever asked is told that it was given up. */
const MOST_TRIES = 20;

/** Claims the job, goes on with it, writes down how far it came, and shows that in its message. Safe to run any number of times at once. */
export async function runJob(id: string, hands: Hands, services: Services): Promise<void> {
  const { jobs, now } = services;
  const claim = now().getTime() + CLAIM_MS;
  const claimed = await jobs.change(id, (job) =>
    job.state === 'finished' || job.dueAt > now().getTime() || functionFor(job.work) !== hands.is ? undefined : { ...job, dueAt: claim },
  );
  if (!claimed.changed || !claimed.job) return;
  const ours = (job: Job, changed: Job) => (job.dueAt === claim ? changed : undefined); // A claim that ran out is somebody else's now.

  const after = claimed.job.state === 'done' ? claimed.job : await work(claimed.job, hands, services);
  const written = await jobs.change(id, (job) => ours(job, { ...after, dueAt: claim }));
  if (!written.changed || !written.job) return;

  const message = await showJob(written.job, services);
  const shown: Job = { ...written.job, ...(message && { message }) };
  const dueAt = after.state === 'working' ? after.dueAt : now().getTime() + RETRY_MS;
  await jobs.change(id, (job) => ours(job, after.state === 'done' && message ? { ...shown, state: 'finished' } : { ...shown, dueAt }));
  // What another function has to do next is found by the clock.
  if (after.state === 'working' && dueAt <= now().getTime() && functionFor(after.work) === hands.is) await hands.goOn(id);
}

/** The job after one run of its worker. */
async function work(job: Job, { workers, workMs }: Hands, services: Services): Promise<Job> {
  const { now, log } = services;
  try {
    const run = await workerFor(job.work, workers)(job, services, new Date(now().getTime() + workMs));
    const { dueAt } = run;
    return { ...job, work: run.work, notice: run.notice, tries: 0, ...(dueAt === undefined ? { state: 'done' } : { dueAt }) };
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
  workers: { [D in K]?: Worker<Extract<Work, { kind: D }>> },
): (job: Job, services: Services, deadline: Date) => Promise<Run<Work>> {
  const worker = workers[work.kind];
  if (!worker) throw new Error(`A job of kind ${work.kind} came to a function that does not do it`);
  return (job, services, deadline) => worker(work, job, services, deadline);
}
