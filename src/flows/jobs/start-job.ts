import type { Job } from '../../domain/job.ts';
import type { Services } from '../services.ts';

/** Writes a job down and has it begun at once; false when the same job was begun before. */
export async function startJob(
  job: Pick<Job, 'id' | 'who' | 'channel' | 'notice' | 'work'>,
  { jobs, queues, now }: Pick<Services, 'jobs' | 'queues' | 'now'>,
): Promise<boolean> {
  const created = await jobs.create({ ...job, startedAt: now().toISOString(), dueAt: now().getTime(), tries: 0, state: 'working' });
  await queues.request({ kind: 'job', job: job.id }, 'reports');
  return created;
}
