import type { SlackChannel, SlackMessage, SlackState, SlackView } from '../slack/contract.ts';
import type { PageControls, PageOptions } from './contract.ts';
import type { SectionSources, Viewer } from './live.ts';
import type { ChannelRow, MessageRow, ViewRow } from './protocol.ts';
import type { PushLog } from './pushes.ts';
import type { ReadMarks } from './read-marks.ts';

type Needs = Pick<PageOptions, 'slack' | 'controls'> & { marks: ReadMarks; pushes: PushLog };
type SlackSections = Pick<
  SectionSources,
  'workspace' | 'people' | 'groups' | 'channels' | 'window' | 'messages' | 'modals' | 'home' | 'pushes'
>;

/** What Slack shows to one person: only what that person may see leaves the server. */
export function slackSections({ slack, controls, marks, pushes }: Needs): SlackSections {
  const { state } = slack;
  const unread = (user: string, channel: SlackChannel) => marks.unread(user, channel.id, slack.as(user).sees(channel.id));
  const parts = new Map(controls.people.map((person, order) => [person.id, { order, role: person.role, about: person.about }]));

  return {
    workspace: ({ as }) => new Map([['it', workspace(state, controls, as)]]),

    people: () =>
      keyed([...state.users.values()], ({ id, real_name, name, is_bot }) => {
        const part = parts.get(id);
        const theirs = part ? channelsOf(state, id).reduce((sum, channel) => sum + unread(id, channel), 0) : 0;
        return { id, name: real_name || name, bot: is_bot === true || id === state.bot.userId, unread: theirs, ...(part && { part }) };
      }),

    groups: () => keyed([...state.groups.values()], ({ id, handle, name }) => ({ id, handle, name })),

    channels: ({ as }) =>
      keyed(channelsOf(state, as), (channel): ChannelRow => {
        const { id, name, topic, kind, archived, shared, members } = channel;
        const other = kind === 'im' ? (members.find((member) => member !== as) ?? as) : undefined;
        return { id, name, topic, kind, archived, shared, unread: unread(as, channel), ...(other && { with: other }) };
      }),

    window: (viewer) => {
      const roots = inChannel(visible(viewer));
      return new Map([['it', { channel: viewer.channel, earlier: Math.max(0, roots.length - viewer.count) }]]);
    },

    messages: (viewer) => {
      const all = visible(viewer);
      const shown = inChannel(all).slice(-viewer.count);
      const thread = viewer.thread ? all.filter(({ ts, thread_ts }) => ts === viewer.thread || thread_ts === viewer.thread) : [];
      const replies = repliesByRoot(all);
      const rows = [...shown, ...thread].map((message): [string, MessageRow] => [
        `${message.channel} ${message.ts}${message.ephemeralFor ? ' only you' : ''}`,
        messageRow(message, replies.get(message.ts) ?? [], state),
      ]);
      return new Map(rows);
    },

    modals: ({ as }) => new Map((state.modals.get(as) ?? []).map((view, depth) => [String(depth), viewRow(view, depth)])),

    home: ({ as }) => {
      const home = state.homes.get(as);
      return new Map(home ? [['it', viewRow(home, 0)]] : []);
    },

    pushes: ({ as }) => keyed(pushes.of(as), (push) => push),
  };

  function visible({ as, channel }: Viewer): SlackMessage[] {
    return channelsOf(state, as).some(({ id }) => id === channel) ? slack.as(as).sees(channel) : [];
  }
}

/** Channels that show in a person's sidebar: a guest's and a stranger's only where they were let in. */
export function channelsOf(state: SlackState, user: string): SlackChannel[] {
  const person = state.users.get(user);
  const walksIn = !person?.is_restricted && !person?.is_ultra_restricted && !person?.is_stranger;
  return [...state.channels.values()].filter(({ kind, members }) => members.includes(user) || (kind === 'public' && walksIn));
}

function workspace(state: SlackState, controls: PageControls, as: string) {
  const first = controls.firstChannel ?? channelsOf(state, as)[0]?.id ?? '';
  return {
    team: state.team.name,
    bot: { id: state.bot.userId, name: state.bot.name },
    viewer: as,
    firstChannel: first,
    commands: [...controls.commands],
    shortcuts: [...controls.shortcuts],
    customActions: [...controls.customActions],
    buttons: controls.buttons.map(({ id, label, group, hint }) => ({ id, label, group, ...(hint && { hint }) })),
  };
}

/** What stands in the channel itself: not the replies in threads, unless also sent to the channel. */
function inChannel(messages: SlackMessage[]): SlackMessage[] {
  return messages.filter(({ ts, thread_ts, broadcast }) => !thread_ts || thread_ts === ts || broadcast);
}

function repliesByRoot(messages: SlackMessage[]): Map<string, SlackMessage[]> {
  const replies = new Map<string, SlackMessage[]>();
  for (const message of messages) {
    if (!message.thread_ts || message.thread_ts === message.ts || message.ephemeralFor) continue;
    const soFar = replies.get(message.thread_ts);
    if (soFar) soFar.push(message);
    else replies.set(message.thread_ts, [message]);
  }
  return replies;
}

function messageRow(message: SlackMessage, replies: SlackMessage[], state: SlackState): MessageRow {
  const { channel, ts, user, text, blocks, attachments, thread_ts, broadcast, edited, ephemeralFor, files = [] } = message;
  return {
    channel,
    ts,
    user,
    text,
    blocks,
    attachments,
    files: files.flatMap((id) => {
      const file = state.files.get(id);
      if (!file) return [];
      const { name, title, mimetype, alt, content } = file;
      return [{ id, name, title, mimetype, size: content.length, ...(alt && { alt }) }];
    }),
    broadcast: broadcast === true,
    ephemeral: ephemeralFor !== undefined,
    edited: edited !== undefined,
    replies: {
      count: replies.length,
      latest: replies.at(-1)?.ts ?? '',
      users: [...new Set(replies.map((reply) => reply.user))].slice(0, 4),
    },
    ...(thread_ts && { thread: thread_ts }),
  };
}

function viewRow({ id, view, errors }: SlackView, depth: number): ViewRow {
  return { id, depth, view, errors };
}

export function keyed<From, Row extends { id: string }>(items: readonly From[], row: (item: From) => Row): Map<string, Row> {
  return new Map(items.map(row).map((each) => [each.id, each]));
}
