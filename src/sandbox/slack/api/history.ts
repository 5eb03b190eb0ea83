import * as z from 'zod';
import type { Json, SlackMessage } from '../contract.ts';
import { findMessage, messageJson, repliesTo, threadOf } from '../messages.ts';
import { SlackError } from '../slack-error.ts';
import { channelOf, isMember, messagesOf, type Workspace } from '../workspace.ts';
import { count, flag, name, ts } from './fields.ts';
import { method } from './method.ts';
import { pageOf } from './paging.ts';

const moment = z.coerce.string().regex(/^\d+(\.\d+)?$/, 'must be a timestamp');
const window = {
  oldest: moment.optional(),
  latest: moment.optional(),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
  cursor: z.string().optional(),
};

export const history = {
  'conversations.history': method('tier 3', z.object({ channel: name, ...window, limit: count(999).default(100) }), (args, workspace) => {
    const { id } = readable(workspace, args.channel);
    const shown = messagesOf(workspace, id).filter((message) => inChannel(workspace, message) && within(message, args));
    return page(workspace, shown.reverse(), args);
  }),

  'conversations.replies': method(
    'tier 3',
    z.object({ channel: name, ts, ...window, limit: count(1_000).default(1_000) }),
    (args, workspace) => {
      const { id } = readable(workspace, args.channel);
      const root = findMessage(workspace, id, threadOf(workspace, id, args.ts));
      if (!root || root.ephemeralFor) throw new SlackError('thread_not_found');
      // Slack always shows the first message of a thread, whatever the window.
      return page(workspace, [root, ...repliesTo(workspace, root).filter((message) => within(message, args))], args);
    },
  ),
};

function readable(workspace: Workspace, channelId: string) {
  const channel = channelOf(workspace, channelId);
  if (!isMember(workspace, channel)) throw new SlackError('not_in_channel');
  return channel;
}

/** Replies are in their thread, not in the channel, unless broadcast; a deleted message stays as a tombstone over its replies. */
function inChannel(workspace: Workspace, message: SlackMessage): boolean {
  if (message.ephemeralFor) return false;
  if (message.thread_ts && message.thread_ts !== message.ts && !message.broadcast) return false;
  return !message.deleted || repliesTo(workspace, message).length > 0;
}

function within(
  { ts: at }: SlackMessage,
  { oldest = '0', latest, inclusive }: { oldest?: string | undefined; latest?: string | undefined; inclusive: boolean },
): boolean {
  const [time, from, to] = [micros(at), micros(oldest), latest === undefined ? Infinity : micros(latest)];
  return inclusive ? time >= from && time <= to : time > from && time < to;
}

/** A timestamp as whole microseconds, so that two of them compare exactly. */
function micros(timestamp: string): number {
  const [seconds, fraction = ''] = timestamp.split('.');
  return Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

function page(
  workspace: Workspace,
  messages: SlackMessage[],
  args: { cursor?: string | undefined; limit: number; include_all_metadata: boolean },
): Json {
  const { items, next } = pageOf(messages, args.cursor, args.limit);
  return {
    messages: items.map((message) => messageJson(workspace, message, { allMetadata: args.include_all_metadata })),
    has_more: next !== '',
    ...(next && { response_metadata: { next_cursor: next } }),
  };
}
