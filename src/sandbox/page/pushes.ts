import type { PageOptions } from './contract.ts';
import type { PushRow } from './protocol.ts';
import { channelsOf } from './slack-sections.ts';

const KEPT = 30;

/** What lit up each person's phone, oldest first, the newest 30. */
export interface PushLog {
  of(user: string): PushRow[];
  stop(): void;
}

/**
 * Notes every new message for those whom Slack would tell: in a channel everyone who is in it, in a thread those who
 * wrote there. The text is the message's top-level `text`, as Slack pushes it; an edit pushes nothing.
 */
export function pushLog({ slack, controls, clock }: Pick<PageOptions, 'slack' | 'controls' | 'clock'>): PushLog {
  const { state } = slack;
  const pushed = new Map<string, PushRow[]>();
  const stop = slack.onChange((change) => {
    if (change.kind !== 'message') return;
    for (const { id: user } of controls.people) note(user, change.channel, change.ts);
  });

  function note(user: string, channelId: string, ts: string): void {
    const channel = channelsOf(state, user).find(({ id }) => id === channelId);
    if (!channel) return;
    const seen = slack.as(user).sees(channelId);
    const message = seen.find((each) => each.ts === ts);
    if (!message || message.user === user || message.ephemeralFor) return;
    const thread = message.thread_ts && message.thread_ts !== ts ? message.thread_ts : undefined;
    const tookPart = seen.some((each) => each.user === user && (each.thread_ts ?? each.ts) === thread);
    if (thread && !message.broadcast && !tookPart) return;
    const author = state.users.get(message.user);
    const row: PushRow = {
      id: `${channelId} ${ts}`,
      at: clock.now(),
      channel: channelId,
      from: message.user === state.bot.userId ? state.bot.name : (author?.real_name ?? message.user),
      place: channel.kind === 'im' ? '' : `#${channel.name}`,
      text: message.text,
      ...(thread && { thread }),
    };
    pushed.set(user, [...(pushed.get(user) ?? []), row].slice(-KEPT));
  }

  return { of: (user) => pushed.get(user) ?? [], stop };
}
