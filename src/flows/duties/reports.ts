import type { Duties } from '../carry-out.ts';
import { runJob } from '../jobs/run-job.ts';

/** Questions that take long to answer, and work that goes on for minutes. */
export const reportsDuties: Duties = {
  job: ({ job }, services) => runJob(job, services),
};
