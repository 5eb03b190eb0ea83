import { isObject } from './blocks/check.ts';
import { withIds } from './blocks/ids.ts';
import { VIEW } from './blocks/limits.ts';
import { assertView } from './blocks/surfaces.ts';
import type { Json, SlackView } from './contract.ts';
import { SlackError } from './slack-error.ts';
import { initialValues, type StateValues, stateOf } from './view-state.ts';
import type { Workspace } from './workspace.ts';

/** The person's modals, the topmost last. */
export function stackOf({ state }: Workspace, user: string): SlackView[] {
  return state.modals.get(user) ?? [];
}

/** Opens a modal as the root of a new stack, in place of any other. */
export function openModal(workspace: Workspace, user: string, view: Json): SlackView {
  const root = newView(workspace, user, view, 'modal');
  return setStack(workspace, user, [root]);
}

/** Puts a modal on top of the stack; Slack allows three in all. */
export function pushModal(workspace: Workspace, user: string, view: Json): SlackView {
  const stack = stackOf(workspace, user);
  const top = stack.at(-1);
  if (!top) throw new SlackError('not_found');
  if (stack.length >= VIEW.stack) throw new SlackError('push_limit_reached');
  return setStack(workspace, user, [...stack, { ...newView(workspace, user, view, 'modal'), root: top.root, previous: top.id }]);
}

/** Replaces a view's content. What a person typed into an input with the same block_id and action_id stays. */
export function replaceView(workspace: Workspace, shown: SlackView, view: Json): SlackView {
  const typed = stateOf(shown);
  const next = newView(workspace, shown.user, view, shown.type, shown.id);
  const values = stateOf(next);
  for (const [block, actions] of Object.entries(values))
    for (const [action, value] of Object.entries(actions)) {
      const before = typed[block]?.[action];
      if (before && before['type'] === value['type']) actions[action] = before;
    }
  setState(next, values);
  Object.assign(shown, { view: next.view, hash: next.hash, errors: {} });
  tell(workspace, shown);
  return shown;
}

export function publishHome(workspace: Workspace, user: string, view: Json): SlackView {
  const shown = workspace.state.homes.get(user);
  if (shown) return replaceView(workspace, shown, view);
  const home = newView(workspace, user, view, 'home');
  workspace.state.homes.set(user, home);
  tell(workspace, home);
  return home;
}

/** Takes a modal out of the stack, wherever it is by now. */
export function dropModal(workspace: Workspace, { id, user }: SlackView): void {
  workspace.state.modals.set(
    user,
    stackOf(workspace, user).filter((view) => view.id !== id),
  );
  workspace.changed({ kind: 'view', user });
}

/** Takes the whole stack away. Returns what was in it, the topmost first. */
export function clearModals(workspace: Workspace, user: string): SlackView[] {
  const stack = stackOf(workspace, user);
  workspace.state.modals.set(user, []);
  workspace.changed({ kind: 'view', user });
  return stack.toReversed();
}

export function findView(workspace: Workspace, by: { id: string } | { external: string }): SlackView {
  const view = allViews(workspace).find((one) => ('id' in by ? one.id === by.id : one.view['external_id'] === by.external));
  if (!view) throw new SlackError('not_found');
  return view;
}

export function setState(view: SlackView, values: StateValues): void {
  view.view = { ...view.view, state: { values } };
}

/** A view as the Web API and the payloads show it. */
export function viewJson({ state }: Workspace, { id, view, hash, root, previous }: SlackView): Json {
  return {
    callback_id: '',
    external_id: '',
    private_metadata: '',
    close: null,
    submit: null,
    clear_on_close: false,
    notify_on_close: false,
    ...view,
    id,
    team_id: state.team.id,
    app_installed_team_id: state.team.id,
    app_id: state.bot.appId,
    bot_id: state.bot.botId,
    hash,
    root_view_id: root,
    previous_view_id: previous ?? null,
  };
}

function newView(workspace: Workspace, user: string, view: Json, type: 'modal' | 'home', id = workspace.newId('V')): SlackView {
  assertView(view, type);
  const external = view['external_id'];
  if (external && allViews(workspace).some((other) => other.id !== id && other.view['external_id'] === external))
    throw new SlackError('duplicate_external_id');
  const sent = Array.isArray(view['blocks']) ? view['blocks'].filter(isObject) : [];
  const blocks = withIds(sent, workspace.newId);
  const hash = `${Math.floor(workspace.clock.now() / 1000)}.${workspace.newId('').slice(-8).toLowerCase()}`;
  return { id, type, user, hash, root: id, view: { ...view, blocks, state: { values: initialValues(blocks) } }, errors: {} };
}

function allViews({ state }: Workspace): SlackView[] {
  return [...[...state.modals.values()].flat(), ...state.homes.values()];
}

function setStack(workspace: Workspace, user: string, stack: SlackView[]): SlackView {
  const top = stack.at(-1);
  if (!top) throw new Error('A stack of modals is opened with at least one');
  workspace.state.modals.set(user, stack);
  workspace.changed({ kind: 'view', user });
  return top;
}

function tell({ changed }: Workspace, { type, user }: SlackView): void {
  changed({ kind: type === 'home' ? 'home' : 'view', user });
}
