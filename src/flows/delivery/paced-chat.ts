import type { Chat, Outcome, Services } from '../services.ts';

type NotSent = Extract<Outcome, { kind: 'not sent' }>;

/**
 * The same chat, but what is said under cards and about all of a channel waits for as long as Slack told us to wait there, and a wait
 * that Slack asks of a line holds the cards too (https://docs.slack.dev/apis/web-api/rate-limits). Nothing is slept over: what may
 * not be said yet is `not sent`, with the seconds after which it may. Cards look for themselves before they are posted or edited.
 * What nobody tries again (a notice, its amendment, an announcement) is tried at once: held back it would be lost for certain.
 */
export function pacedChat(chat: Chat, { channels, now }: Pick<Services, 'channels' | 'now'>): Chat {
  async function waiting(channel: string): Promise<NotSent | undefined> {
    const until = (await channels.get(channel))?.pausedUntil ?? 0;
    const ms = until - now().getTime();
    return ms <= 0 ? undefined : { kind: 'not sent', retryAfter: Math.ceil(ms / 1000), error: 'Slack asked us to wait in this channel' };
  }

  async function pace(channel: string, say: () => Promise<Outcome>): Promise<Outcome> {
    const wait = await waiting(channel);
    if (wait) return wait;
    const outcome = await say();
    if (outcome.kind === 'not sent') await channels.hold(channel, new Date(now().getTime() + outcome.retryAfter * 1000));
    return outcome;
  }

  return {
    ...chat,
    thread: (channel, ...rest) => pace(channel, () => chat.thread(channel, ...rest)),
    remark: (channel, ...rest) => pace(channel, () => chat.remark(channel, ...rest)),
    ask: (channel, ...rest) => pace(channel, () => chat.ask(channel, ...rest)),
    call: (at, ...rest) => pace(at.channel, () => chat.call(at, ...rest)),
    handOver: (channel, ...rest) => pace(channel, () => chat.handOver(channel, ...rest)),
    digest: (channel, ...rest) => pace(channel, () => chat.digest(channel, ...rest)),
  };
}
