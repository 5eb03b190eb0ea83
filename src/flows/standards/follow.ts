import type { Job } from '../../domain/job.ts';
import type { Asker } from '../../domain/request.ts';
import type { Standard } from '../../domain/standard.ts';
import type { Services } from '../services.ts';

/**
 * Has the standard followed, in a message of the channel, until it is on or off. There is one message for all who ask
 * meanwhile; resolves to whoever asked first.
 */
export async function follow(
  standard: Standard,
  until: 'ready' | 'gone',
  { who, channel }: Asker,
  { jobs, queues, now }: Pick<Services, 'jobs' | 'queues' | 'now'>,
): Promise<string> {
  const job: Job = {
    id: `follow-${standard.key}-${until}`,
    who,
    channel,
    startedAt: now().toISOString(),
    dueAt: now().getTime(),
    tries: 0,
    state: 'working',
    notice: { tone: 'working', title: `Switching ${until === 'ready' ? 'on' : 'off'} ${standard.name}`, lines: [], by: who },
    work: { kind: 'follow standards', standards: [standard.arn], until },
  };
  if (!(await jobs.create(job))) await jobs.change(job.id, (before) => (before.state === 'finished' ? job : undefined));
  await queues.request({ kind: 'job', job: job.id }, 'reports');
  return (await jobs.get(job.id))?.who ?? who;
}
