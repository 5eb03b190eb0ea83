import * as z from 'zod';
import { MESSAGE } from '../blocks/limits.ts';
import type { SlackMessage } from '../contract.ts';
import { edit, erase, findMessage, messageJson, post, threadOf } from '../messages.ts';
import { SlackError } from '../slack-error.ts';
import { channelOf, type Workspace, writableChannel } from '../workspace.ts';
import { flag, json, jsonList, name, nested, ts } from './fields.ts';
import { method } from './method.ts';

const metadata = nested(z.object({ event_type: z.string(), event_payload: json }));
const content = { text: z.string().optional(), blocks: jsonList.optional(), attachments: jsonList.optional() };
const NewPost = z.object({
  channel: name,
  ...content,
  metadata: metadata.optional(),
  thread_ts: ts.optional(),
  reply_broadcast: flag.default(false),
});
const Update = z.object({ channel: name, ts, ...content, metadata: metadata.optional() });

export const chat = {
  'chat.postMessage': method('post', NewPost, (args, workspace) => {
    const channel = writableChannel(workspace, args.channel);
    const thread = args.thread_ts && threadOf(workspace, channel.id, args.thread_ts);
    const message = post(workspace, {
      channel: channel.id,
      ...given(args),
      ...(thread && { thread_ts: thread, broadcast: args.reply_broadcast }),
      ...(args.metadata && { metadata: args.metadata }),
    });
    return { channel: channel.id, ts: message.ts, message: messageJson(workspace, message, { allMetadata: true }) };
  }),

  'chat.update': method('tier 3', Update, (args, workspace) => {
    const channel = writableChannel(workspace, args.channel);
    const message = ownMessage(workspace, channel.id, args.ts, 'cant_update_message');
    if (args.text !== undefined && args.text.length > MESSAGE.textOfUpdate) throw new SlackError('msg_too_long');
    if (args.text === undefined && !args.blocks && !args.attachments) throw new SlackError('no_text');
    edit(workspace, message, {
      // New blocks without text leave no text; new text without blocks takes the blocks away; attachments stay until replaced.
      text: args.text ?? (args.blocks ? '' : message.text),
      blocks: args.blocks ?? (args.text === undefined ? message.blocks : []),
      ...(args.attachments && { attachments: args.attachments }),
      ...(args.metadata && { metadata: args.metadata }),
      // Slack marks a message as edited only when it is drawn from its text.
      ...(!args.blocks && { edited: workspace.newTs(channel.id) }),
    });
    return { channel: channel.id, ts: message.ts, text: message.text, message: messageJson(workspace, message) };
  }),

  'chat.delete': method('tier 3', z.object({ channel: name, ts }), (args, workspace) => {
    const channel = channelOf(workspace, args.channel);
    erase(workspace, ownMessage(workspace, channel.id, args.ts, 'cant_delete_message'));
    return { channel: channel.id, ts: args.ts };
  }),

  'chat.postEphemeral': method(
    'tier 4',
    z.object({ channel: name, user: name, ...content, thread_ts: ts.optional() }),
    (args, workspace) => {
      const channel = writableChannel(workspace, args.channel);
      if (!channel.members.includes(args.user)) throw new SlackError('user_not_in_channel');
      const message = post(workspace, {
        channel: channel.id,
        ...given(args),
        ephemeralFor: args.user,
        ...(args.thread_ts && { thread_ts: threadOf(workspace, channel.id, args.thread_ts) }),
      });
      return { message_ts: message.ts };
    },
  ),

  'chat.getPermalink': method('lots', z.object({ channel: name, message_ts: ts }), (args, workspace) => {
    const channel = channelOf(workspace, args.channel);
    const message = findMessage(workspace, channel.id, args.message_ts);
    if (!message || message.ephemeralFor) throw new SlackError('message_not_found');
    const thread = message.thread_ts && message.thread_ts !== message.ts ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
    const permalink = `https://${workspace.state.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
    return { channel: channel.id, permalink };
  }),
};

function given({ text = '', blocks = [], attachments = [] }: { [K in keyof typeof content]?: z.infer<(typeof content)[K]> }) {
  return { text, blocks, attachments };
}

/** The bot may change only what it said itself; an ephemeral message is beyond the Web API. */
function ownMessage(workspace: Workspace, channel: string, messageTs: string, refusal: string): SlackMessage {
  const message = findMessage(workspace, channel, messageTs);
  if (!message || message.ephemeralFor) throw new SlackError('message_not_found');
  if (message.user !== workspace.state.bot.userId) throw new SlackError(refusal);
  return message;
}
