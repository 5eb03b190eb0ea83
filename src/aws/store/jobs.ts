import * as z from 'zod';
import { Job } from '../../domain/job.ts';
import type { Jobs, Log } from '../../flows/services.ts';
import { ABSENT, expiry, getRow, keysIn, putRow, type Row, type Table } from './table.ts';

const pkOf = (id: string) => `JOB#${id}`;
const KEPT_SECONDS = 30 * 24 * 3600;

/**
 * Jobs in DynamoDB, kept for 30 days; the unfinished ones stand in the clock's index. One that another version of shub wrote
 * and this one cannot read is left to that version.
 */
export function jobStore(table: Table, token: () => string, now: () => Date, log: Pick<Log, 'warn' | 'count'>): Jobs {
  async function read(id: string): Promise<{ job: Job; revision: number } | undefined> {
    const row = await getRow(table, pkOf(id));
    return row && { job: Job.parse(row), revision: Number(row.revision) };
  }

  function legible(row: Row): Job[] {
    const { success, data, error } = Job.safeParse(row);
    if (success) return [data];
    log.warn('job not understood, left to the version that wrote it', { job: row.id, because: z.prettifyError(error) });
    log.count('JobsNotUnderstood');
    return [];
  }

  const rowOf = (job: Job, revision: number): Row => ({
    ...Job.parse(job),
    revision,
    ttl: expiry(now(), KEPT_SECONDS),
    ...(job.state !== 'finished' && { dueIn: 'JOBS' }),
  });

  return {
    create: (job) => putRow(table, pkOf(job.id), rowOf(job, 1), token(), ABSENT),

    get: async (id) => (await read(id))?.job,

    async change(id, change) {
      for (;;) {
        const stored = await read(id);
        const job = stored && change(stored.job);
        if (!stored || !job) return { job: stored?.job, changed: false };
        const condition = { expression: 'revision = :r', values: { ':r': stored.revision } };
        if (await putRow(table, pkOf(id), rowOf(job, stored.revision + 1), token(), condition)) return { job, changed: true };
      }
    },

    async due(by, limit) {
      const keys = await keysIn(table, 'due', 'JOBS', { limit, upTo: by.getTime() });
      const rows = await Promise.all(keys.map(({ pk }) => getRow(table, pk)));
      const jobs = rows.flatMap((row) => (row ? legible(row) : []));
      return jobs.filter(({ state, dueAt }) => state !== 'finished' && dueAt <= by.getTime());
    },
  };
}
