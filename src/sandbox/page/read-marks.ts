import type { SlackMessage } from '../slack/contract.ts';

/** How far each person has read each channel. Slack keeps this too; no app can see it. */
export interface ReadMarks {
  read(user: string, channel: string, ts: string): void;
  /** Messages of others that came after the mark; what only this person sees is not counted, nor are replies in threads. */
  unread(user: string, channel: string, messages: readonly SlackMessage[]): number;
}

export function readMarks(): ReadMarks {
  const marks = new Map<string, string>();
  return {
    read(user, channel, ts) {
      const key = `${user} ${channel}`;
      if (ts > (marks.get(key) ?? '')) marks.set(key, ts);
    },
    unread(user, channel, messages) {
      const mark = marks.get(`${user} ${channel}`) ?? '';
      return messages.filter(
        (message) =>
          message.ts > mark &&
          message.user !== user &&
          !message.ephemeralFor &&
          (!message.thread_ts || message.thread_ts === message.ts || message.broadcast),
      ).length;
    },
  };
}
