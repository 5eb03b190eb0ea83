import type { WebClient } from '@slack/web-api';
import type { Log, Members } from '../flows/services.ts';
import { askGroups } from './slack-accounts.ts';

/** The most that Slack lists at once (https://docs.slack.dev/reference/methods/conversations.members). */
const PAGE = 1_000;

/** Whoever works through a queue asks again and again. */
const KNOWN_MS = 60_000;

/** Who is in user groups and channels, as Slack says now. */
export function slackMembers({ client, log, now }: { client: WebClient; log: Log; now(): Date }): Members {
  const known = new Map<string, { at: number; channels: string[] }>();

  return {
    async people(principals) {
      const groups = await askGroups(
        client,
        principals.filter((id) => id.startsWith('S')),
        log,
      );
      return [...new Set(principals.flatMap((id) => groups[id] ?? (id.startsWith('S') ? [] : [id])))];
    },

    async elsewhere(channel, people) {
      const missing = new Set(people);
      let cursor: string | undefined;
      do {
        const page = await client.conversations.members({ channel, limit: PAGE, ...(cursor && { cursor }) });
        for (const member of page.members ?? []) missing.delete(member);
        cursor = page.response_metadata?.next_cursor;
      } while (cursor && missing.size > 0);
      return [...missing];
    },

    async channelsOf(user) {
      const before = known.get(user);
      if (before && now().getTime() - before.at < KNOWN_MS) return before.channels;
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.users.conversations({
          user,
          types: 'public_channel,private_channel',
          exclude_archived: true,
          limit: PAGE,
          ...(cursor && { cursor }),
        });
        for (const { id } of page.channels ?? []) if (id !== undefined) found.push(id);
        cursor = page.response_metadata?.next_cursor;
      } while (cursor);
      known.set(user, { at: now().getTime(), channels: found });
      return found;
    },
  };
}
