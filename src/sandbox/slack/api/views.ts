import * as z from 'zod';
import { assertView } from '../blocks/surfaces.ts';
import { SlackError } from '../slack-error.ts';
import { findView, openModal, publishHome, pushModal, replaceView, viewJson } from '../views.ts';
import { userOf } from '../workspace.ts';
import { json, name, nested } from './fields.ts';
import { method } from './method.ts';

const view = nested(json);
const Triggered = z.object({ trigger_id: name, view });
const Update = z.object({ view, view_id: name.optional(), external_id: name.optional(), hash: name.optional() });

export const views = {
  'views.open': method('tier 4', Triggered, (args, workspace) => {
    assertView(args.view, 'modal'); // a view that is refused leaves the trigger unused
    return { view: viewJson(workspace, openModal(workspace, workspace.triggers.exchange(args.trigger_id), args.view)) };
  }),

  'views.push': method('tier 4', Triggered, (args, workspace) => {
    assertView(args.view, 'modal');
    return { view: viewJson(workspace, pushModal(workspace, workspace.triggers.exchange(args.trigger_id), args.view)) };
  }),

  'views.update': method('tier 4', Update, (args, workspace) => {
    if (args.view_id && args.external_id)
      throw new SlackError('invalid_arguments', ['[ERROR] Cannot provide both `view_id` and `external_id`']);
    const by = args.view_id ? { id: args.view_id } : { external: args.external_id ?? '' };
    const shown = findView(workspace, by);
    if (args.hash && args.hash !== shown.hash) throw new SlackError('hash_conflict');
    return { view: viewJson(workspace, replaceView(workspace, shown, args.view)) };
  }),

  'views.publish': method('tier 4', z.object({ user_id: name, view, hash: name.optional() }), (args, workspace) => {
    const { id } = userOf(workspace, args.user_id);
    const shown = workspace.state.homes.get(id);
    if (args.hash && shown && args.hash !== shown.hash) throw new SlackError('hash_conflict');
    return { view: viewJson(workspace, publishHome(workspace, id, args.view)) };
  }),
};
