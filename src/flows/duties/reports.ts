import type { Duties } from '../carry-out.ts';
import { checkHealth } from '../health/check-health.ts';
import { runJob } from '../jobs/run-job.ts';
import { exportReport } from '../reports/export-report.ts';
import { publishReport } from '../reports/publish-report.ts';
import { showScore } from '../reports/show-score.ts';
import { showTrend } from '../reports/show-trend.ts';
import { takeSnapshot } from '../reports/take-snapshot.ts';

/** Questions that take long to answer, and work that goes on for minutes. */
export const reportsDuties: Duties = {
  score: (request, services) => showScore(request, request, services),
  report: (request, services) => publishReport(request, request, services),
  export: (request, services) => exportReport(request, request, services),
  trend: (request, services) => showTrend(request, request, services),
  snapshot: (_, services) => takeSnapshot(services),
  health: (request, services) => checkHealth(request, services),
  job: ({ job }, services) => runJob(job, services),
};
