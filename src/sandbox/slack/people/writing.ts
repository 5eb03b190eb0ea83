import { isObject } from '../blocks/check.ts';
import type { SlackAnswer } from '../contract.ts';
import { post, threadOf } from '../messages.ts';
import { SlackError } from '../slack-error.ts';
import { viewJson } from '../views.ts';
import { directMessages, isMember } from '../workspace.ts';
import { FORM } from './app-link.ts';
import { sendEvent } from './events.ts';
import { commandForm } from './payloads.ts';
import { answered, channelAt, NOT_SENT, type Seat } from './seat.ts';

/** A slash command. What the app answers at once is a message, to this person alone unless it says in_channel. */
export async function command({ user, workspace, app, urls }: Seat, channelId: string, typed: string): Promise<SlackAnswer> {
  const url = urls.issue(user.id, channelId);
  const failed = (code: string) => `${typed.trim().split(' ')[0]} failed with the error "${code}"`;
  const delivery = await app.send(FORM, commandForm(workspace, user, channelAt(workspace, channelId), typed, url));
  if (delivery.failure) return answered(delivery, failed(delivery.failure === 'timeout' ? 'operation_timeout' : 'dispatch_failed'));
  const said = isObject(delivery.body) ? delivery.body : { text: String(delivery.body) };
  if (Object.keys(said).length === 0 || said['text'] === '') return answered(delivery);
  try {
    urls.answer(url, said);
    return answered(delivery);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ...answered(delivery), toast: failed(error.code) };
  }
}

/** A message, of which the app hears through the Events API where its bot is a member. */
export async function say(seat: Seat, channelId: string, text: string, threadTs?: string): Promise<SlackAnswer> {
  const { user, workspace } = seat;
  const channel = channelAt(workspace, channelId);
  const thread = threadTs && { thread_ts: threadOf(workspace, channelId, threadTs) };
  const message = post(workspace, { channel: channelId, user: user.id, text, ...thread });
  if (!isMember(workspace, channel)) return NOT_SENT;
  const event = {
    type: 'message',
    user: user.id,
    text,
    ts: message.ts,
    team: user.team,
    channel: channelId,
    channel_type: { public: 'channel', private: 'group', im: 'im' }[channel.kind],
    event_ts: message.ts,
    ...thread,
  };
  return answered(await sendEvent(seat, event));
}

export async function openHome(seat: Seat): Promise<SlackAnswer> {
  const { user, workspace } = seat;
  const home = workspace.state.homes.get(user.id);
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: directMessages(workspace, user.id).id,
    tab: 'home',
    event_ts: workspace.newTs('events'),
    ...(home && { view: viewJson(workspace, home) }),
  };
  return answered(await sendEvent(seat, event));
}
