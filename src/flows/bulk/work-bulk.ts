import { type Bulk, NO_TALLY } from '../../domain/bulk.ts';
import { bulkNotice } from '../../domain/bulk-notice.ts';
import { tallied } from '../../domain/bulk-plan.ts';
import type { BulkJob } from '../../domain/bulk-press.ts';
import type { Job } from '../../domain/job.ts';
import { UNDO_MS } from '../../domain/press-changes.ts';
import type { Run, Worker } from '../jobs/run-job.ts';
import type { Services } from '../services.ts';
import { changePart } from './change-part.ts';
import { tellOfMany } from './tell-of-many.ts';
import { undoPart } from './undo-part.ts';

/** GetFindings is throttled at 3 a second for the whole account, and a part reads five times. */
const PACE_MS = 1_000;

const RETRY_MS = 30_000;

/** Changes many findings, a hundred in one run, tells of it once, and for ten minutes takes it back if somebody wants that. */
export const workBulk: Worker<Bulk> = async (work, job, services) => {
  const bulk = { ...job, work };
  switch (work.stage) {
    case 'changing':
      return change(bulk, services);
    case 'undoing':
      return undo(bulk, services);
    case 'undoable':
    case 'over':
      return rest(bulk, services);
  }
};

type Working = Job & BulkJob;

async function change(job: Working, services: Services): Promise<Run<Bulk>> {
  const { now, sleep } = services;
  const { work } = job;
  if (work.next > 0) await sleep(PACE_MS);
  const items = await changePart(job, work.next, services);
  const tally = tallied(work.tally, items, 'fate');
  const next = work.next + 1;
  const at = now().getTime();
  if (next < work.parts) return run(job, { ...work, tally, next }, at);
  const done = tally.done > 0;
  const after: Bulk = {
    ...work,
    tally,
    next: 0,
    stage: done ? 'undoable' : 'over',
    ...(done && { undoUntil: at + UNDO_MS, untold: { of: 'changed', since: at } }),
  };
  return rest({ ...job, work: after }, services);
}

async function undo(job: Working, services: Services): Promise<Run<Bulk>> {
  const { now, sleep } = services;
  const { work } = job;
  const { undo: taking } = work;
  if (!taking) return run(job, { ...work, stage: 'over' });
  if (work.next > 0) await sleep(PACE_MS);
  await undoPart(job, work.next, services);
  const next = work.next + 1;
  const at = now().getTime();
  // What has come of it is counted anew at the end: a part is gone through twice when some of it had been suppressed.
  if (next < work.parts) return run(job, { ...work, next }, at);
  if (work.order.action === 'reopen' && !taking.suppressing) {
    return run(job, { ...work, next: 0, undo: { ...taking, suppressing: true } }, at);
  }
  let tally = NO_TALLY;
  for (let number = 0; number < work.parts; number++) {
    tally = tallied(tally, (await services.selections.part(work.selection, number)).items, 'undone');
  }
  return rest({ ...job, work: { ...work, stage: 'over', undo: { ...taking, tally }, untold: { of: 'undone', since: at } } }, services);
}

/** Nothing is left to be done about the findings: what remains is to tell of it, and to take the button away in time. */
async function rest(job: Working, services: Services): Promise<Run<Bulk>> {
  const at = services.now().getTime();
  const told = await tellOfMany(job, services);
  const { undoUntil = 0 } = told;
  const undoable = told.stage === 'undoable' && at < undoUntil;
  const work: Bulk = undoable || told.stage === 'over' ? told : { ...told, stage: 'over' };
  if (work.untold) return run(job, work, at + RETRY_MS);
  return undoable ? run(job, work, undoUntil) : run(job, work);
}

const run = ({ id, who }: Working, work: Bulk, dueAt?: number): Run<Bulk> => ({
  work,
  notice: bulkNotice(work, { id, by: who }),
  ...(dueAt !== undefined && { dueAt }),
});
