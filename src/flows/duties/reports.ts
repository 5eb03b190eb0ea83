import { showOnCall } from '../answers/show-on-call.ts';
import type { Duties } from '../carry-out.ts';
import { exportExceptions, listExceptions } from '../exceptions/register.ts';
import { handOver } from '../handover.ts';
import { checkHealth } from '../health/check-health.ts';
import { followStandards } from '../jobs/follow-standards.ts';
import { runJob } from '../jobs/run-job.ts';
import { sweepFindings } from '../jobs/sweep-findings.ts';
import { repair } from '../repair/repair.ts';
import { answerEvidence } from '../reports/answer-evidence.ts';
import { postDigest } from '../reports/digest.ts';
import { exportReport } from '../reports/export-report.ts';
import { fillInsightForm, previewInsight, saveInsight } from '../reports/fill-insight-form.ts';
import { askToDeleteInsight, deleteInsight, listInsights, showInsight } from '../reports/insights.ts';
import { answering } from '../reports/progress.ts';
import { publishReport } from '../reports/publish-report.ts';
import { sealRecord } from '../reports/seal-record.ts';
import { showScore } from '../reports/show-score.ts';
import { showTrend } from '../reports/show-trend.ts';
import { takeSnapshot } from '../reports/take-snapshot.ts';
import { listControls } from '../standards/list-controls.ts';
import { listStandards } from '../standards/list-standards.ts';
import { askSweep } from '../sweep/ask-sweep.ts';
import { startSweep } from '../sweep/start-sweep.ts';

/** Questions that take long to answer, and work that goes on for minutes. */
export const reportsDuties: Duties = {
  score: (request, services) =>
    answering(request, 'Working out the score', services, (step) => showScore(request, request, services, step)),
  report: (request, services) => publishReport(request, request, services),
  insights: (request, services) => listInsights(request, request, services),
  insight: (request, services) => showInsight(request, request, services),
  'insight form': fillInsightForm,
  'preview insight': previewInsight,
  'save insight': saveInsight,
  'ask to delete insight': (request, services) => askToDeleteInsight(request, request.which, services),
  'delete insight': (request, services) => deleteInsight(request, request.arn, services),
  export: (request, services) => exportReport(request, request, services),
  trend: (request, services) => answering(request, 'Looking up the days', services, (step) => showTrend(request, request, services, step)),
  evidence: (request, services) => answerEvidence(request, request.of, services),
  seal: ({ before }, services) => sealRecord(before, services),
  digest: (request, services) => postDigest(request, services),
  snapshot: (_, services) => takeSnapshot(services),
  exceptions: (request, services) => listExceptions(request, request, services),
  'export exceptions': exportExceptions,
  'on call': (request, services) => showOnCall(request, services),
  health: (request, services) => checkHealth(request, services),
  standards: (request, services) => listStandards(request, request, services),
  controls: (request, services) => listControls(request, request, services),
  handover: handOver,
  repair: (_, services) => repair(services),
  sweep: (request, services) => askSweep(request, request.scope, services),
  'start sweep': startSweep,
  job: ({ job }, services) =>
    runJob(
      job,
      {
        is: 'reports',
        workers: { 'follow standards': followStandards, sweep: sweepFindings },
        workMs: 90_000,
        goOn: (id) => services.queues.request({ kind: 'job', job: id }, 'reports'),
      },
      services,
    ),
};
