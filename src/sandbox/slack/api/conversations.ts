import * as z from 'zod';
import type { Json, SlackChannel } from '../contract.ts';
import { SlackError } from '../slack-error.ts';
import { channelOf, directMessages, isMember, userOf, type Workspace } from '../workspace.ts';
import { count, flag, name, names } from './fields.ts';
import { method } from './method.ts';
import { pageOf } from './paging.ts';

const KIND = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: undefined } as const;
const types = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value),
  z.array(z.enum(['public_channel', 'private_channel', 'im', 'mpim'])).default(['public_channel']),
);
const Listing = z.object({ types, exclude_archived: flag.default(false), limit: count(1_000).default(100), cursor: z.string().optional() });

export const conversations = {
  'conversations.list': method('tier 2', Listing, (args, workspace) => {
    const visible = [...workspace.state.channels.values()].filter(
      ({ kind, members }) => kind === 'public' || members.includes(workspace.state.bot.userId),
    );
    return channelPage(workspace, visible, args);
  }),

  'users.conversations': method('tier 2', Listing.extend({ user: name.optional() }), (args, workspace) => {
    const user = args.user ?? workspace.state.bot.userId;
    userOf(workspace, user);
    const theirs = [...workspace.state.channels.values()].filter(({ members }) => members.includes(user));
    const visible = theirs.filter((channel) => channel.kind === 'public' || isMember(workspace, channel));
    return channelPage(workspace, visible, args);
  }),

  'conversations.info': method('tier 3', z.object({ channel: name, include_num_members: flag.default(false) }), (args, workspace) => {
    const channel = channelOf(workspace, args.channel);
    return { channel: { ...channelJson(workspace, channel), ...(args.include_num_members && { num_members: channel.members.length }) } };
  }),

  'conversations.members': method(
    'tier 4',
    z.object({ channel: name, limit: count(1_000).default(100), cursor: z.string().optional() }),
    (args, workspace) => {
      const { items, next } = pageOf(channelOf(workspace, args.channel).members, args.cursor, args.limit);
      return { members: items, response_metadata: { next_cursor: next } };
    },
  ),

  'conversations.open': method(
    'tier 3',
    z.object({ users: names.optional(), channel: name.optional(), return_im: flag.default(false) }),
    (args, workspace) => {
      const channel = args.channel ? channelOf(workspace, args.channel) : openWith(workspace, args.users ?? []);
      return { channel: args.return_im ? channelJson(workspace, channel) : { id: channel.id } };
    },
  ),

  'conversations.join': method('tier 3', z.object({ channel: name }), (args, workspace) => {
    const channel = channelOf(workspace, args.channel);
    if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type');
    if (channel.archived) throw new SlackError('is_archived');
    const already = isMember(workspace, channel);
    if (!already) {
      channel.members.push(workspace.state.bot.userId);
      workspace.changed({ kind: 'channel', channel: channel.id });
    }
    return { channel: channelJson(workspace, channel), ...(already && { warning: 'already_in_channel' }) };
  }),
};

function openWith(workspace: Workspace, users: string[]): SlackChannel {
  const [user, ...others] = users;
  if (user === undefined) throw new SlackError('users_list_not_supplied');
  // Group direct messages are not emulated: a bot that opened one would be told so here.
  if (others.length > 0) throw new SlackError('invalid_user_combination');
  if (userOf(workspace, user).deleted) throw new SlackError('user_disabled');
  return directMessages(workspace, user);
}

function channelPage(workspace: Workspace, channels: SlackChannel[], args: z.infer<typeof Listing>): Json {
  const kinds = args.types.map((type) => KIND[type]);
  const wanted = channels.filter(({ kind, archived }) => kinds.includes(kind) && !(args.exclude_archived && archived));
  const { items, next } = pageOf(wanted, args.cursor, args.limit);
  return { channels: items.map((channel) => channelJson(workspace, channel)), response_metadata: { next_cursor: next } };
}

function channelJson(workspace: Workspace, channel: SlackChannel): Json {
  const { id, name: called, topic, kind, archived, shared, members } = channel;
  const { team, bot } = workspace.state;
  const common = { id, is_archived: archived, is_ext_shared: shared, is_shared: shared, is_org_shared: false, context_team_id: team.id };
  if (kind === 'im') return { ...common, is_im: true, is_channel: false, user: members.find((member) => member !== bot.userId) };
  return {
    ...common,
    name: called,
    name_normalized: called,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_private: kind === 'private',
    is_member: isMember(workspace, channel),
    topic: { value: topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
