import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { MayNotLook } from '../domain/health.ts';
import type { SlackHealth } from '../flows/services.ts';
import { SCOPES } from './scopes.ts';

/** Slack's words for a token that is good for nothing (https://docs.slack.dev/reference/methods/auth.test#errors). */
const REFUSED = new Set([
  'not_authed',
  'invalid_auth',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'org_login_required',
  'ekm_access_denied',
]);

interface Ourselves {
  botId: string;
  teamId: string;
}

/** What Slack makes of our token, and of the channels that we are to post in. */
export function slackHealth(client: WebClient, { botId, teamId }: Ourselves): SlackHealth {
  return {
    async token() {
      try {
        const { bot_id, team_id, response_metadata } = await client.auth.test();
        const scopes = response_metadata?.scopes;
        return { ours: bot_id === botId && team_id === teamId, missing: scopes && SCOPES.filter((scope) => !scopes.includes(scope)) };
      } catch (error) {
        const refused = codeOf(error);
        if (refused === undefined || !REFUSED.has(refused)) throw error;
        return { refused, ours: false, missing: undefined };
      }
    },

    async channel(id) {
      try {
        const { channel } = await client.conversations.info({ channel: id });
        if (!channel) throw new Error('conversations.info answered without a channel');
        const { name, is_archived, is_member, is_ext_shared, is_pending_ext_shared } = channel;
        return {
          id,
          ...(name !== undefined && { name }),
          archived: is_archived === true,
          member: is_member === true,
          shared: is_ext_shared === true || is_pending_ext_shared === true,
        };
      } catch (error) {
        const code = codeOf(error);
        if (code === 'missing_scope') throw new MayNotLook('channels:read and groups:read', { cause: error });
        if (code !== 'channel_not_found') throw error;
        return { id, archived: false, member: false, shared: false };
      }
    },
  };
}

const codeOf = (error: unknown): string | undefined => (error instanceof WebAPIPlatformError ? error.data.error : undefined);
