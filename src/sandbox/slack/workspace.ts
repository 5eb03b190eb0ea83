import type { Clock } from '../clock.ts';
import type { SlackChange, SlackChannel, SlackEmulatorOptions, SlackMessage, SlackState, SlackUser } from './contract.ts';
import { SlackError } from './slack-error.ts';
import { type Triggers, triggers } from './triggers.ts';

/** The state, and everything that hands out what must be unique in it. */
export interface Workspace {
  readonly clock: Clock;
  readonly state: SlackState;
  readonly triggers: Triggers;
  /** A new id in Slack's form: the prefix and nine letters or digits. */
  newId(prefix: string): string;
  /** The clock's time as a message timestamp, later than every other one of the channel. */
  newTs(channel: string): string;
  changed(change: SlackChange): void;
  onChange(listener: (change: SlackChange) => void): () => void;
}

export function openWorkspace({ clock, team, bot, users, channels, groups }: SlackEmulatorOptions): Workspace {
  const robot = { userId: 'U0APPBOT00', botId: 'B0APPBOT00', appId: 'A0APPBOT00', name: 'bot', ...bot };
  const robotUser: SlackUser = {
    id: robot.userId,
    name: robot.name,
    real_name: robot.name,
    email: '',
    team: team.id,
    is_bot: true,
  };
  const state: SlackState = {
    team,
    bot: robot,
    users: new Map([robotUser, ...users].map((user) => [user.id, { ...user }])),
    groups: new Map(groups.map((group) => [group.id, { ...group, users: [...group.users] }])),
    channels: new Map(channels.map((channel) => [channel.id, openChannel(channel, robot.userId)])),
    messages: new Map(),
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    bookmarks: new Map(),
  };
  const listeners = new Set<(change: SlackChange) => void>();
  const latest = new Map<string, number>();
  let ids = 0;

  function newId(prefix: string): string {
    ids += 1;
    return prefix + ids.toString(36).toUpperCase().padStart(9, '0');
  }

  return {
    clock,
    state,
    newId,
    triggers: triggers(clock, newId),
    newTs(channel) {
      const microseconds = Math.max(clock.now() * 1000, (latest.get(channel) ?? 0) + 1);
      latest.set(channel, microseconds);
      return `${Math.floor(microseconds / 1e6)}.${String(microseconds % 1e6).padStart(6, '0')}`;
    },
    changed(change) {
      for (const listener of listeners) listener(change);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The bot is a member unless `members` says otherwise. */
function openChannel(channel: SlackEmulatorOptions['channels'][number], botUserId: string): SlackChannel {
  return { topic: '', kind: 'public', members: [botUserId], archived: false, shared: false, ...channel };
}

export function messagesOf({ state }: Workspace, channel: string): SlackMessage[] {
  const messages = state.messages.get(channel) ?? [];
  state.messages.set(channel, messages);
  return messages;
}

export function userOf({ state }: Workspace, id: string): SlackUser {
  const user = state.users.get(id);
  if (!user) throw new SlackError('user_not_found');
  return user;
}

export function isMember({ state }: Workspace, channel: SlackChannel): boolean {
  return channel.members.includes(state.bot.userId);
}

/** A channel as the bot may know it: private ones only from the inside, public ones by name as well. */
export function channelOf(workspace: Workspace, idOrName: string): SlackChannel {
  const { channels } = workspace.state;
  const name = idOrName.replace(/^#/, '');
  const channel = channels.get(idOrName) ?? [...channels.values()].find((one) => one.kind === 'public' && one.name === name);
  if (!channel || (channel.kind !== 'public' && !isMember(workspace, channel))) throw new SlackError('channel_not_found');
  return channel;
}

/** A channel the bot may write in now. A person's id stands for the direct messages with them. */
export function writableChannel(workspace: Workspace, idOrName: string): SlackChannel {
  const channel = workspace.state.users.has(idOrName) ? directMessages(workspace, idOrName) : channelOf(workspace, idOrName);
  if (channel.archived) throw new SlackError('is_archived');
  if (!isMember(workspace, channel)) throw new SlackError('not_in_channel');
  return channel;
}

/** The direct messages between a person and the bot, opened if they never spoke. */
export function directMessages(workspace: Workspace, userId: string): SlackChannel {
  const { state, newId, changed } = workspace;
  const known = [...state.channels.values()].find((channel) => channel.kind === 'im' && channel.members.includes(userId));
  if (known) return known;
  const channel: SlackChannel = {
    id: newId('D'),
    name: userId,
    topic: '',
    kind: 'im',
    members: [userId, state.bot.userId],
    archived: false,
    shared: false,
  };
  state.channels.set(channel.id, channel);
  changed({ kind: 'channel', channel: channel.id });
  return channel;
}
