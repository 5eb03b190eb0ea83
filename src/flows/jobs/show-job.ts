import type { Job } from '../../domain/job.ts';
import type { Services } from '../services.ts';

/**
 * Makes the job's message show what it has come to; posts it if there is none yet, after looking whether a run that died
 * has. Where the channel takes no message, whoever asked is told of the end directly. Undefined: Slack could not be told now.
 */
export async function showJob(job: Job, { chat, log }: Pick<Services, 'chat' | 'log'>): Promise<Job['message']> {
  const { notice, under } = job;
  const channel = under?.channel ?? job.channel;
  try {
    const message = job.message ?? (await posted(job, chat));
    const outcome = message ? await chat.amend(message.channel, message.ts, notice) : await post(job, chat);
    if (outcome.kind === 'ok') return { channel: message?.channel ?? channel, ts: outcome.ts };
    log.warn('job not shown', { job: job.id, because: outcome.error });
    if (outcome.kind !== 'permanent' || job.state !== 'done') return undefined;
    await chat.answer({ who: job.who, channel: job.channel }, { kind: 'notice', notice });
    return { channel, ts: '' };
  } catch (error) {
    log.warn('job not shown', { job: job.id, because: String(error) });
    return undefined;
  }
}

const post = ({ id, channel, under, notice }: Job, chat: Services['chat']) =>
  under ? chat.remark(under.channel, under.ts, notice, id) : chat.notify(channel, notice, id);

async function posted({ id, channel, under, startedAt }: Job, chat: Services['chat']): Promise<Job['message']> {
  const [ts] = under
    ? await chat.findInThread(under.channel, under.ts, id)
    : await chat.findPosted(channel, id, new Date(Date.parse(startedAt) - LOOK_BACK_MS));
  return ts === undefined ? undefined : { channel: under?.channel ?? channel, ts };
}

/** Slack's clock and ours may differ by this much. */
const LOOK_BACK_MS = 60_000;
