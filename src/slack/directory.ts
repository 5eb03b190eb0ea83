import type { WebClient } from '@slack/web-api';
import type * as z from 'zod';
import { type Person, Role } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { Directory, Services } from '../flows/services.ts';
import { Account, askAccount, askGroups, Groups, whyUnknown } from './slack-accounts.ts';

/** What Slack said about people, shared by all processes. */
export interface PeopleCache {
  get(key: string): Promise<Snapshot | undefined>;
  put(key: string, json: string): Promise<void>;
}

export interface Snapshot {
  json: string;
  at: Date;
}

interface DirectoryNeeds extends Pick<Services, 'now' | 'log' | 'policy'> {
  /** Must give up by itself within the time that a press has. */
  client: Pick<WebClient, 'users' | 'usergroups'>;
  cache: PeopleCache;
  /** Our own workspace. */
  teamId: string;
}

const GOOD_FOR_MS = 60_000;
/** What is older is asked for anew beside the work that it is still good for, so that whoever presses next need not wait for it. */
const ASKED_AGAIN_MS = 30_000;
const LAST_RESORT_MS = 24 * 3600_000;

/**
 * Who people are, from Slack's accounts and the user groups that the policy names: at most a minute old, or with `fresh` as
 * Slack says now. While Slack does not answer, what it said within a day holds, but never for `fresh`, which refuses in words.
 */
export function slackDirectory({ client, cache, now, log, policy, teamId }: DirectoryNeeds): Directory {
  const near = new Map<string, Snapshot>();
  const recalled = once<Snapshot | undefined>();
  const asked = once<Snapshot>();
  const age = (snapshot: Snapshot): number => now().getTime() - snapshot.at.getTime();

  async function known<T>(what: Remembered<T>, fresh: boolean): Promise<T> {
    const last = await recalled(what.key, recall);
    if (!fresh && last && age(last) <= GOOD_FOR_MS) {
      // When it fails, whoever asks after the minute finds out and says so.
      if (age(last) > ASKED_AGAIN_MS) void askOnce(what).catch(() => log.count('SlackDirectoryNotRenewed'));
      return read(what, last);
    }
    try {
      return read(what, await askOnce(what));
    } catch (error) {
      if (fresh || !last || age(last) > LAST_RESORT_MS) throw new UserFacingError('not_done', whyUnknown(error), { cause: error });
      log.warn('slack directory not reachable, using what it said before', { key: what.key, age: age(last) });
      log.count('SlackDirectoryStale');
      return read(what, last);
    }
  }

  async function recall(key: string): Promise<Snapshot | undefined> {
    const mine = near.get(key);
    if (mine && age(mine) <= GOOD_FOR_MS) return mine;
    const shared = await cache.get(key);
    // Slack may have answered while the table did.
    const latest = near.get(key);
    if (!shared || (latest && latest.at >= shared.at)) return latest;
    near.set(key, shared);
    return shared;
  }

  const askOnce = <T>(what: Remembered<T>): Promise<Snapshot> => asked(what.key, () => ask(what));

  async function ask<T>(what: Remembered<T>): Promise<Snapshot> {
    // The time before asking: whatever changes while Slack answers is not yet in the answer.
    const at = now();
    const snapshot = { at, json: JSON.stringify(await what.ask()) };
    near.set(what.key, snapshot);
    await cache.put(what.key, snapshot.json).catch((error: unknown) => {
      // Only a memory: the answer is here, the next process asks Slack itself.
      log.warn('slack directory not remembered', { key: what.key, error: String(error) });
      log.count('SlackDirectoryNotRemembered');
    });
    return snapshot;
  }

  return {
    async person(id, { fresh = false, team } = {}) {
      if (team !== undefined && team !== teamId) return { id, name: id, team, barred: 'other workspace', roles: [] };
      const { roles } = await policy();
      const groupIds = [...new Set(Object.values(roles).flat())].filter((principal) => principal.startsWith('S')).sort();
      const [account, groups] = await Promise.all([
        known({ key: `account ${id}`, schema: Account, ask: () => askAccount(client, id, teamId) }, fresh),
        known({ key: `groups ${groupIds.join(' ')}`, schema: Groups, ask: () => askGroups(client, groupIds, log) }, fresh),
      ]);
      return { id, ...account, roles: rolesOf(id, roles, groups) };
    },
  };
}

/** However many want the same at once, it is fetched once. */
function once<T>(): (key: string, fetch: (key: string) => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key, fetch) => {
    const fetching = running.get(key) ?? fetch(key).finally(() => running.delete(key));
    running.set(key, fetching);
    return fetching;
  };
}

interface Remembered<T> {
  key: string;
  schema: z.ZodType<T>;
  ask(): Promise<T>;
}

const read = <T>({ schema }: Remembered<T>, { json }: Snapshot): T => schema.parse(JSON.parse(json));

const rolesOf = (id: string, roles: Policy['roles'], groups: Groups): Person['roles'] =>
  Role.options.filter((role) => roles[role].some((principal) => principal === id || groups[principal]?.includes(id)));
