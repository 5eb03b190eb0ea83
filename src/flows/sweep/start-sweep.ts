import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { Job } from '../../domain/job.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import { type Sweep, sweepFromStart, sweepNotice } from '../../domain/sweep.ts';
import { assertCapability } from '../action/permission.ts';
import { startJob } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'jobs' | 'queues' | 'directory' | 'policy' | 'chat' | 'log' | 'now'>;

/** There is one sweep at a time, so it always has this name. */
const JOB = 'sweep';

/** A press on the button that begins a sweep. While another is under way nothing is begun, and whoever pressed hears of that one. */
export async function startSweep(asked: Extract<Request, { kind: 'start sweep' }>, services: Needs): Promise<void> {
  const { jobs, queues, chat, log, now } = services;
  const { who, channel, press, scope, expected } = asked;
  await assertCapability(who, 'administer', services);
  const work = sweepFromStart({ press, scope, expected });
  const begun = { id: JOB, who, channel, work, notice: sweepNotice(work, who, { waiting: 0 }) };
  if (!(await startJob(begun, services))) {
    const fresh: Job = { ...begun, startedAt: now().toISOString(), dueAt: now().getTime(), tries: 0, state: 'working' };
    const { job, changed } = await jobs.change(JOB, (last) => (last.state === 'finished' && pressOf(last) !== press ? fresh : undefined));
    if (!changed && job && pressOf(job) !== press) throw new UserFacingError('already_done', underWay(job, now()));
    if (!changed) return; // The same press, come twice.
    await queues.request({ kind: 'job', job: JOB }, 'reports');
  }
  log.info('sweep begun', { who, scope, expected });
  await chat.answer(asked, { kind: 'words', text: 'The sweep has begun. Its message in this channel shows how far it is.' });
}

const sweepOf = ({ work }: Job): Sweep | undefined => (work.kind === 'sweep' ? work : undefined);
const pressOf = (job: Job): string | undefined => sweepOf(job)?.press;

function underWay(job: Job, at: Date): string {
  const since = formatDistanceStrict(Date.parse(job.startedAt), at);
  const found = sweepOf(job)?.found ?? 0;
  return `<@${job.who}> began a sweep ${since} ago, in <#${job.channel}>; it has gone through ${found} findings so far. Nothing was begun: when it is done, ask again.`;
}
