import type { Json, SlackAnswer, SlackMessage } from '../contract.ts';
import { findMessage, messageJson } from '../messages.ts';
import { blocksOf, merged, stateOf } from '../view-state.ts';
import { setState, stackOf } from '../views.ts';
import { actionJson, chosenValue, stateEntry, targetIn, type Wanted } from './actions.ts';
import { FORM } from './app-link.ts';
import { messagePlace, payloadForm, triggered, viewPlace } from './payloads.ts';
import { answered, channelAt, type Seat } from './seat.ts';

type Where = { channel: string; ts: string } | { view: string };

/** A press or a choice: block_actions. */
export async function press(seat: Seat, where: Where, wanted: Wanted): Promise<SlackAnswer> {
  const payload = 'view' in where ? inView(seat, where.view, wanted) : onMessage(seat, where, wanted);
  return answered(await seat.app.send(FORM, payloadForm(payload)));
}

/** A global shortcut, or one from the menu of a message. */
export async function runShortcut(seat: Seat, callbackId: string, on?: { channel: string; ts: string }): Promise<SlackAnswer> {
  const { user, workspace, app, urls } = seat;
  const type = on ? 'message_action' : 'shortcut';
  // Slack names no app in these: docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
  const { api_app_id: _app, ...who } = triggered(workspace, user, type);
  const payload = { ...who, callback_id: callbackId, action_ts: workspace.newTs('actions') };
  if (!on) return answered(await app.send(FORM, payloadForm(payload)));
  const message = visibleMessage(seat, on);
  const { channel } = messagePlace(workspace, message, channelAt(workspace, on.channel), {});
  const place = {
    channel,
    message_ts: message.ts,
    message: messageJson(workspace, message),
    response_url: urls.issue(user.id, on.channel, message),
  };
  return answered(await app.send(FORM, payloadForm({ ...payload, ...place })));
}

function onMessage(seat: Seat, where: { channel: string; ts: string }, wanted: Wanted): Json {
  const { user, workspace, urls } = seat;
  const message = visibleMessage(seat, where);
  const target = targetIn(`message ${where.ts} of ${where.channel}`, message, wanted);
  const chosen = chosenValue(target.element, wanted.value);
  return {
    ...triggered(workspace, user, 'block_actions'),
    ...messagePlace(workspace, message, channelAt(workspace, where.channel), stateEntry(target, chosen), target.attachment),
    response_url: urls.issue(user.id, where.channel, message),
    actions: [actionJson(target, chosen, workspace.newTs('actions'))],
  };
}

function inView({ user, workspace }: Seat, id: string, wanted: Wanted): Json {
  const home = workspace.state.homes.get(user.id);
  const view = home?.id === id ? home : stackOf(workspace, user.id).at(-1);
  if (view?.id !== id) throw new Error(`${id} is neither the topmost modal nor the Home of ${user.id}`);
  const target = targetIn(`view ${id}`, { blocks: blocksOf(view), attachments: [] }, wanted);
  if (target.block['type'] === 'input' && target.block['dispatch_action'] !== true)
    throw new Error(`${wanted.actionId} is an input that tells the app nothing before the modal is submitted: give its value to submit()`);
  const chosen = chosenValue(target.element, wanted.value);
  setState(view, merged(stateOf(view), stateEntry(target, chosen)));
  return {
    ...triggered(workspace, user, 'block_actions'),
    ...viewPlace(workspace, view),
    actions: [actionJson(target, chosen, workspace.newTs('actions'))],
  };
}

function visibleMessage({ user, workspace }: Seat, { channel, ts }: { channel: string; ts: string }): SlackMessage {
  const message = findMessage(workspace, channel, ts);
  if (!message || (message.ephemeralFor && message.ephemeralFor !== user.id))
    throw new Error(`${user.id} sees no message ${ts} in ${channel}`);
  return message;
}
