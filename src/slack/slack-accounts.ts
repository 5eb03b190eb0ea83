import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import * as z from 'zod';
import { Person } from '../domain/person.ts';
import type { Log } from '../flows/services.ts';

/** A Slack account as far as it matters who may do what. */
export const Account = Person.pick({ name: true, email: true, team: true, zone: true, barred: true });
export type Account = z.infer<typeof Account>;

/** User ids by the id of the user group they are in. */
export const Groups = z.record(z.string(), z.array(z.string()));
export type Groups = z.infer<typeof Groups>;

type Asking = Pick<WebClient, 'users' | 'usergroups'>;

/** https://docs.slack.dev/reference/methods/users.info; whom Slack does not show us belongs elsewhere. */
export async function askAccount(client: Asking, id: string, teamId: string): Promise<Account> {
  try {
    const { user } = await client.users.info({ user: id });
    if (!user) throw new Error('users.info answered without a user');
    const team = user.team_id ?? '';
    const at = [team, ...(user.teams ?? []), ...(user.enterprise_user?.teams ?? [])];
    const barred = barredBecause(user, at.includes(teamId));
    return {
      name: user.profile?.display_name || user.real_name || user.name || id,
      ...(user.profile?.email && { email: user.profile.email }),
      team,
      ...(user.tz && { zone: user.tz }),
      ...(barred && { barred }),
    };
  } catch (error) {
    if (errorCode(error) !== 'user_not_found' && errorCode(error) !== 'user_not_visible') throw error;
    return { name: id, team: '', barred: 'other workspace' };
  }
}

type Flags = 'deleted' | 'is_bot' | 'is_workflow_bot' | 'is_connector_bot' | 'is_stranger' | 'is_restricted' | 'is_ultra_restricted';

function barredBecause(user: { [F in Flags]?: boolean }, ours: boolean): Person['barred'] {
  if (user.is_stranger || !ours) return 'other workspace';
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.is_workflow_bot || user.is_connector_bot) return 'bot';
  // Multi-channel and single-channel guests.
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : undefined;
}

/** https://docs.slack.dev/reference/methods/usergroups.users.list, once for each group. */
export async function askGroups(client: Asking, ids: readonly string[], log: Log): Promise<Groups> {
  const lists = ids.map(async (usergroup): Promise<[string, string[]]> => {
    try {
      return [usergroup, (await client.usergroups.users.list({ usergroup })).users ?? []];
    } catch (error) {
      if (errorCode(error) !== 'no_such_subteam') throw error;
      // Nobody is in a group that is gone; the other groups of the policy still count.
      log.warn('user group in policy.yml does not exist', { usergroup });
      return [usergroup, []];
    }
  });
  return Object.fromEntries(await Promise.all(lists));
}

/** Why nobody's role can be told now, for the person who has to wait or to ask. */
export function whyUnknown(error: unknown): string {
  const begins = 'Nothing was done: your role could not be checked, because';
  if (error instanceof WebAPIRateLimitedError)
    return `${begins} Slack limits how often shub may ask. Try again in ${error.retryAfter} seconds.`;
  const code = errorCode(error);
  if (code !== undefined && !PASSING.has(code)) return `${begins} Slack refuses to tell shub (\`${code}\`). Tell your shub administrator.`;
  return `${begins} Slack did not answer. Try again in a moment.`;
}

/** https://docs.slack.dev/reference/methods/users.info#errors: these say nothing about what was asked. */
const PASSING = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited', 'team_added_to_org']);

const errorCode = (error: unknown): string | undefined => (error instanceof WebAPIPlatformError ? error.data.error : undefined);
