import * as z from 'zod';
import { json } from '../api/fields.ts';
import { isObject } from '../blocks/check.ts';
import type { Json, SlackAnswer, SlackView } from '../contract.ts';
import { SlackError } from '../slack-error.ts';
import { blocksOf, clientErrors, merged, type StateValues, stateOf } from '../view-state.ts';
import { clearModals, dropModal, pushModal, replaceView, setState, stackOf, viewJson } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { FORM } from './app-link.ts';
import { interaction, payloadForm, triggered } from './payloads.ts';
import { answered, NOT_SENT, type Seat, TROUBLE } from './seat.ts';

const Response = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: json }),
  z.object({ response_action: z.literal('push'), view: json }),
  z.object({ response_action: z.literal('clear') }),
]);

/** Submits the topmost modal, if Slack's own client lets it go, and does what the app answers. */
export async function submit(seat: Seat, values: StateValues): Promise<SlackAnswer> {
  const { user, workspace, app } = seat;
  const view = topmost(seat);
  if (!view.view['submit']) throw new Error(`Modal ${view.id} has nothing to submit`);
  setState(view, merged(stateOf(view), values));
  view.errors = clientErrors(view, stateOf(view));
  workspace.changed({ kind: 'view', user: user.id });
  if (Object.keys(view.errors).length > 0) return NOT_SENT;
  const shown = { view: viewJson(workspace, view), response_urls: conversationUrls(seat, view) };
  const delivery = await app.send(FORM, payloadForm({ ...triggered(workspace, user, 'view_submission'), ...shown }));
  if (delivery.failure) return answered(delivery);
  try {
    applyResponse(workspace, view, delivery.body);
    return answered(delivery);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ...answered(delivery), toast: TROUBLE };
  }
}

/** Closes the topmost modal, or all; the app is told of each that asked for it. */
export async function close(seat: Seat, all: boolean): Promise<void> {
  const { user, workspace, app } = seat;
  const top = topmost(seat);
  const whole = all || top.view['clear_on_close'] === true;
  const closed = whole ? clearModals(workspace, user.id) : [top];
  if (!whole) dropModal(workspace, top);
  for (const view of closed.filter((one) => one.view['notify_on_close'] === true)) {
    const payload = { ...interaction(workspace, user, 'view_closed'), view: viewJson(workspace, view), is_cleared: whole };
    await app.send(FORM, payloadForm(payload));
  }
}

function topmost({ user, workspace }: Seat): SlackView {
  const view = stackOf(workspace, user.id).at(-1);
  if (!view) throw new Error(`${user.id} has no modal open`);
  return view;
}

/** One response_url for each menu of conversations that asked for it. */
function conversationUrls({ user, urls }: Seat, view: SlackView): Json[] {
  const values = stateOf(view);
  return blocksOf(view).flatMap(({ block_id, element }) => {
    if (!isObject(element) || element['response_url_enabled'] !== true) return [];
    const chosen = values[String(block_id)]?.[String(element['action_id'])] ?? {};
    const channel = chosen['selected_conversation'] ?? chosen['selected_channel'];
    if (typeof channel !== 'string') return [];
    return [{ block_id, action_id: element['action_id'], channel_id: channel, response_url: urls.issue(user.id, channel) }];
  });
}

/** Does to the modal what the app answered. Throws at an answer Slack could make nothing of. */
function applyResponse(workspace: Workspace, view: SlackView, body: unknown): void {
  if (body === '' || (isObject(body) && Object.keys(body).length === 0)) {
    dropModal(workspace, view);
    return;
  }
  const parsed = Response.safeParse(body);
  if (!parsed.success) throw new SlackError('invalid_response_action');
  const response = parsed.data;
  switch (response.response_action) {
    case 'errors':
      showErrors(workspace, view, response.errors);
      return;
    case 'update':
      replaceView(workspace, view, response.view);
      return;
    case 'push':
      pushModal(workspace, view.user, response.view);
      return;
    case 'clear':
      clearModals(workspace, view.user);
  }
}

/** Slack shows an error only under an input of the view. */
function showErrors(workspace: Workspace, view: SlackView, errors: Record<string, string>): void {
  const inputs = blocksOf(view)
    .filter(({ type }) => type === 'input')
    .map(({ block_id }) => block_id);
  const astray = Object.keys(errors).filter((id) => !inputs.includes(id));
  if (astray.length > 0 || Object.keys(errors).length === 0) throw new SlackError('invalid_errors', astray);
  view.errors = errors;
  workspace.changed({ kind: 'view', user: view.user });
}
