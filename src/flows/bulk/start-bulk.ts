import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { type Bulk, NO_TALLY } from '../../domain/bulk.ts';
import { bulkNotice } from '../../domain/bulk-notice.ts';
import { pressOfMany } from '../../domain/bulk-press.ts';
import { noteFor } from '../../domain/intent.ts';
import type { Job } from '../../domain/job.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import { assertCapability } from '../action/permission.ts';
import { type Hands, runJob } from '../jobs/run-job.ts';
import { showJob } from '../jobs/show-job.ts';
import type { Services } from '../services.ts';

/** What was shown longer ago may no longer be what people have in mind. */
const SHOWN_MS = 3600_000;

/** Begins what a person decided about a selection. A form that is sent off twice begins one job, and whoever sent it goes on with that. */
export async function startBulk(
  { who, channel, selection: id, order }: Extract<Request, { kind: 'bulk' }>,
  hands: Hands,
  services: Services,
): Promise<void> {
  const { selections, jobs, log, now } = services;
  const person = await assertCapability(who, 'respond', services, { fresh: order.action === 'suppress' });
  const selection = await selections.get(id);
  if (!selection || selection.who !== who)
    throw new UserFacingError('finding_gone', 'shub no longer knows what was shown here. Choose the findings again.');
  const age = now().getTime() - Date.parse(selection.at);
  if (age > SHOWN_MS && !(await jobs.get(id))) {
    throw new UserFacingError(
      'already_done',
      `What was shown is ${formatDistanceStrict(0, age)} old, so nothing was changed. Choose the findings again.`,
    );
  }
  const startedAt = now().toISOString();
  const bare: Bulk = {
    kind: 'bulk',
    selection: id,
    order,
    count: selection.count,
    parts: selection.parts,
    what: selection.what,
    stage: 'changing',
    next: 0,
    tally: NO_TALLY,
    note: '',
  };
  const work: Bulk = { ...bare, note: noteFor(pressOfMany({ id, who, channel, startedAt, work: bare }), person.name) };
  const job: Job = {
    id,
    who,
    channel,
    ...(selection.under && { under: selection.under }),
    work,
    notice: bulkNotice(work, { id, by: who }),
    startedAt,
    dueAt: now().getTime(),
    tries: 0,
    state: 'working',
  };
  if (await jobs.create(job)) {
    log.info('change of many begun', { job: id, who, action: order.action, findings: selection.count });
    const message = await showJob(job, services);
    if (message) await jobs.change(id, (stored) => ({ ...stored, message }));
  }
  await runJob(id, hands, services);
}

/** Begins to take back what a job has done. Several people may want it, and it is done once. */
export async function undoBulk({ who, job: id }: Extract<Request, { kind: 'undo bulk' }>, hands: Hands, services: Services): Promise<void> {
  const { jobs, log, now } = services;
  await assertCapability(who, 'respond', services);
  const at = now().getTime();
  const { job, changed } = await jobs.change(id, (stored) => {
    const { work, state } = stored;
    if (work.kind !== 'bulk' || work.stage !== 'undoable' || state !== 'working' || at >= (work.undoUntil ?? 0)) return undefined;
    const undoing: Bulk = { ...work, stage: 'undoing', next: 0, undo: { by: who, tally: NO_TALLY, suppressing: false } };
    return { ...stored, work: undoing, notice: bulkNotice(undoing, { id, by: stored.who }), dueAt: at };
  });
  const { work } = job ?? {};
  if (!changed && !(work?.kind === 'bulk' && work.undo?.by === who)) {
    const other = work?.kind === 'bulk' ? work.undo?.by : undefined;
    const why = other === undefined ? 'It was done more than ten minutes ago' : `<@${other}> has taken it back already`;
    throw new UserFacingError('already_done', `${why}, so your press changed nothing.`);
  }
  if (changed) log.info('change of many is taken back', { job: id, who });
  await runJob(id, hands, services);
}
