import { keptAttachment, withIds } from './blocks/ids.ts';
import { MESSAGE } from './blocks/limits.ts';
import { assertMessage, type MessageContent } from './blocks/surfaces.ts';
import type { Json, SlackMessage } from './contract.ts';
import { messagesOf, type Workspace } from './workspace.ts';

export type NewMessage = Pick<SlackMessage, 'channel'> & Partial<MessageContent> & Partial<Omit<SlackMessage, 'ts' | 'edited' | 'deleted'>>;

/** Puts a message into its channel, from the bot unless `user` says otherwise. Throws what Slack would not take. */
export function post(workspace: Workspace, message: NewMessage): SlackMessage {
  const { state, newTs, changed } = workspace;
  const content = { text: '', blocks: [], attachments: [], ...message };
  if (!message.files) assertMessage(content);
  const posted: SlackMessage = {
    ...content,
    ...kept(workspace, content),
    text: content.text.slice(0, MESSAGE.text),
    user: message.user ?? state.bot.userId,
    ts: newTs(message.channel),
  };
  messagesOf(workspace, message.channel).push(posted);
  changed({ kind: 'message', channel: posted.channel, ts: posted.ts });
  return posted;
}

/** Gives a message new content; what `content` does not name stays. Throws what Slack would not take. */
export function edit(
  workspace: Workspace,
  message: SlackMessage,
  content: Partial<MessageContent> & Pick<Partial<SlackMessage>, 'metadata' | 'edited'>,
): void {
  const next = { text: message.text, blocks: message.blocks, attachments: message.attachments, ...content };
  assertMessage(next);
  Object.assign(message, next, kept(workspace, next));
  workspace.changed({ kind: 'message changed', channel: message.channel, ts: message.ts });
}

export function erase({ changed }: Workspace, message: SlackMessage): void {
  message.deleted = true;
  changed({ kind: 'message deleted', channel: message.channel, ts: message.ts });
}

/** The message, unless it was deleted. */
export function findMessage(workspace: Workspace, channel: string, ts: string): SlackMessage | undefined {
  return messagesOf(workspace, channel).find((message) => message.ts === ts && !message.deleted);
}

/** A thread hangs on its first message: a reply to a reply goes there too. */
export function threadOf(workspace: Workspace, channel: string, ts: string): string {
  return findMessage(workspace, channel, ts)?.thread_ts ?? ts;
}

export function repliesTo(workspace: Workspace, { channel, ts }: SlackMessage): SlackMessage[] {
  return messagesOf(workspace, channel).filter(
    (reply) => reply.thread_ts === ts && reply.ts !== ts && !reply.deleted && !reply.ephemeralFor,
  );
}

/** A message as the Web API and the payloads show it. The payload of its metadata only where Slack was asked for it. */
export function messageJson(workspace: Workspace, message: SlackMessage, { allMetadata = false } = {}): Json {
  const { bot, team } = workspace.state;
  const { user, ts, text, thread_ts, broadcast, edited, blocks, attachments, files, metadata } = message;
  const replies = thread_ts === undefined || thread_ts === ts ? repliesTo(workspace, message) : [];
  const last = replies.at(-1);
  return {
    type: 'message',
    ...(message.deleted && { subtype: 'tombstone' }),
    ...(broadcast && { subtype: 'thread_broadcast' }),
    user,
    ts,
    text: message.deleted ? 'This message was deleted.' : text,
    team: team.id,
    ...(user === bot.userId && {
      bot_id: bot.botId,
      app_id: bot.appId,
      bot_profile: { id: bot.botId, app_id: bot.appId, name: bot.name, deleted: false, team_id: team.id },
    }),
    ...(thread_ts && { thread_ts }),
    ...(last && {
      thread_ts: ts,
      reply_count: replies.length,
      latest_reply: last.ts,
      reply_users: [...new Set(replies.map((reply) => reply.user))],
    }),
    ...(edited && { edited: { user, ts: edited } }),
    ...(!message.deleted && blocks.length > 0 && { blocks }),
    ...(!message.deleted && attachments.length > 0 && { attachments: attachments.map(withBareColour) }),
    ...(files && { files: files.map((id) => ({ id })) }),
    ...(metadata && { metadata: allMetadata ? metadata : { event_type: metadata.event_type } }),
  };
}

function kept({ newId }: Workspace, { blocks, attachments }: MessageContent): Pick<MessageContent, 'blocks' | 'attachments'> {
  return { blocks: withIds(blocks, newId), attachments: attachments.map((attachment, index) => keptAttachment(attachment, index, newId)) };
}

/** Slack takes colours as `#E01E5A` and tells them as `E01E5A`. */
function withBareColour(attachment: Json): Json {
  const { color } = attachment;
  return typeof color === 'string' ? { ...attachment, color: color.replace(/^#/, '') } : attachment;
}
