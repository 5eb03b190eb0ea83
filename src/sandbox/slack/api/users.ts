import * as z from 'zod';
import type { Json, SlackUser } from '../contract.ts';
import { SlackError } from '../slack-error.ts';
import { userOf } from '../workspace.ts';
import { count, flag, name } from './fields.ts';
import { method } from './method.ts';
import { pageOf } from './paging.ts';

export const users = {
  'users.info': method('tier 4', z.object({ user: name }), (args, workspace) => ({ user: userJson(userOf(workspace, args.user)) })),

  'users.list': method('tier 2', z.object({ limit: count(1_000).default(1_000), cursor: z.string().optional() }), (args, { state }) => {
    const { items, next } = pageOf([...state.users.values()], args.cursor, args.limit);
    return { members: items.map(userJson), response_metadata: { next_cursor: next } };
  }),

  'users.lookupByEmail': method('tier 3', z.object({ email: name }), (args, { state }) => {
    const wanted = args.email.toLowerCase();
    const user = [...state.users.values()].find(
      ({ email, deleted, is_stranger }) => email.toLowerCase() === wanted && !deleted && !is_stranger,
    );
    if (!user) throw new SlackError('users_not_found');
    return { user: userJson(user) };
  }),
};

export const usergroups = {
  'usergroups.list': method('tier 2', z.object({ include_users: flag.default(false) }), (args, { state }) => ({
    usergroups: [...state.groups.values()].map((group) => ({
      id: group.id,
      team_id: state.team.id,
      is_usergroup: true,
      handle: group.handle,
      name: group.name,
      date_delete: 0,
      user_count: group.users.length,
      ...(args.include_users && { users: group.users }),
    })),
  })),

  'usergroups.users.list': method('tier 2', z.object({ usergroup: name }), (args, { state }) => {
    const group = state.groups.get(args.usergroup);
    if (!group) throw new SlackError('no_such_subteam');
    return { users: group.users };
  }),
};

function userJson(user: SlackUser): Json {
  const { id, name: called, real_name, email, team, tz = 'UTC', is_stranger = false } = user;
  return {
    id,
    team_id: team,
    name: called,
    real_name,
    deleted: user.deleted ?? false,
    tz,
    profile: {
      real_name,
      display_name: called,
      team,
      // Slack keeps the addresses of people from other organisations to itself.
      ...(!is_stranger && email && { email }),
    },
    is_bot: user.is_bot ?? false,
    is_app_user: false,
    is_restricted: user.is_restricted ?? false,
    is_ultra_restricted: user.is_ultra_restricted ?? false,
    ...(is_stranger && { is_stranger }),
  };
}
