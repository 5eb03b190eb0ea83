import { isObject } from '../blocks/check.ts';
import type { Json, SlackChannel, SlackMessage, SlackUser, SlackView } from '../contract.ts';
import { messageJson } from '../messages.ts';
import { initialValues, merged, type StateValues, stateOf } from '../view-state.ts';
import { viewJson } from '../views.ts';
import type { Workspace } from '../workspace.ts';

// What Slack sends, as docs.slack.dev/reference/interaction-payloads shows it.

/** Deprecated by Slack, still sent, and no proof of anything. */
const VERIFICATION_TOKEN = 'deprecated-verification-token';

/** The body of a slash command. */
export function commandForm(workspace: Workspace, user: SlackUser, channel: SlackChannel, typed: string, responseUrl: string): string {
  const [command = '', ...words] = typed.trim().split(' ');
  return new URLSearchParams({
    token: VERIFICATION_TOKEN,
    team_id: user.team,
    team_domain: teamOf(workspace, user).domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text: words.join(' '),
    api_app_id: workspace.state.bot.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: workspace.triggers.issue(user.id),
  }).toString();
}

/** An interaction payload as the form Slack wraps it in. */
export function payloadForm(payload: Json): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** What every interaction says about who did it and where the app is installed. */
export function interaction(workspace: Workspace, user: SlackUser, type: string): Json {
  return {
    type,
    team: teamOf(workspace, user),
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team },
    api_app_id: workspace.state.bot.appId,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function triggered(workspace: Workspace, user: SlackUser, type: string): Json {
  return { ...interaction(workspace, user, type), trigger_id: workspace.triggers.issue(user.id) };
}

/** The parts of block_actions that say in which message it happened. Slack leaves out an ephemeral message itself. */
export function messagePlace(
  workspace: Workspace,
  message: SlackMessage,
  channel: SlackChannel,
  chosen: StateValues,
  attachmentId?: number,
): Json {
  return {
    container: {
      type: attachmentId === undefined ? 'message' : 'message_attachment',
      message_ts: message.ts,
      ...(attachmentId !== undefined && { attachment_id: attachmentId, is_app_unfurl: false }),
      channel_id: channel.id,
      is_ephemeral: message.ephemeralFor !== undefined,
      ...(message.thread_ts && { thread_ts: message.thread_ts }),
    },
    channel: { id: channel.id, name: channelName(channel) },
    ...(!message.ephemeralFor && { message: messageJson(workspace, message) }),
    state: { values: merged(initialValues(blocksIn(message)), chosen) },
  };
}

/** The parts of block_actions that say in which view it happened. */
export function viewPlace(workspace: Workspace, view: SlackView): Json {
  return { container: { type: 'view', view_id: view.id }, view: viewJson(workspace, view), state: { values: stateOf(view) } };
}

/** An event as the Events API sends it. */
export function eventBody(workspace: Workspace, user: SlackUser, event: Json): string {
  const { state, clock, newId } = workspace;
  return JSON.stringify({
    token: VERIFICATION_TOKEN,
    team_id: state.team.id,
    context_team_id: state.team.id,
    context_enterprise_id: null,
    api_app_id: state.bot.appId,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(clock.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: state.team.id, user_id: state.bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: user.team !== state.team.id,
    event_context: newId('EC'),
  });
}

/** Slack Connect names the workspace of the person who acts, not the one the app is installed in. */
function teamOf({ state: { team } }: Workspace, user: SlackUser): { id: string; domain: string } {
  return user.team === team.id ? { id: team.id, domain: team.domain } : { id: user.team, domain: user.team.toLowerCase() };
}

/** The blocks of a message and of its attachments. */
function blocksIn({ blocks, attachments }: SlackMessage): Json[] {
  return [blocks, ...attachments.map((attachment) => attachment['blocks'])].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  );
}

function channelName({ kind, name }: SlackChannel): string {
  return { public: name, private: 'privategroup', im: 'directmessage' }[kind];
}
