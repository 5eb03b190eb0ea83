import type { Job } from '../../domain/job.ts';

export interface Jobs {
  /** False when there is a job with this id already. */
  create(job: Job): Promise<boolean>;
  get(id: string): Promise<Job | undefined>;
  /** As `Cards.change`. */
  change(id: string, change: (job: Job) => Job | undefined): Promise<{ job: Job | undefined; changed: boolean }>;
  /** Unfinished jobs to be looked at by then, the longest due first. */
  due(by: Date, limit: number): Promise<Job[]>;
}
