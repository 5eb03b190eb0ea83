import { ErrorCode } from '@slack/web-api';
import * as z from 'zod';
import type { Outcome } from '../flows/services.ts';

type Failure = Exclude<Outcome, { kind: 'ok' }>;

/** Nothing about the channel will let us in until a person changes something there. */
const CHANNEL_ERRORS = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'team_access_not_granted',
  'messages_tab_disabled',
  'channel_type_not_supported',
  'external_channel_migrating',
  'is_inactive',
]);

/** Nothing will go anywhere until somebody mends the app's installation, or what the workspace allows it. */
const AUTH_ERRORS = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'no_permission',
  'org_login_required',
  'ekm_access_denied',
  'access_denied',
  'not_allowed_token_type',
  'team_added_to_org',
  'accesslimited',
  'enterprise_is_restricted',
  'two_factor_setup_required',
  'method_deprecated',
  'deprecated_endpoint',
]);

/** It is the message itself that Slack does not take: the same again is refused again. */
const FORM_ERRORS = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
  'invalid_attachments',
  'too_many_attachments',
  'attachment_payload_limit_exceeded',
  'block_mismatch',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'invalid_arguments',
  'invalid_arg_name',
  'invalid_array_arg',
  'invalid_charset',
  'invalid_form_data',
]);

/** The message that was to be changed is gone or may not be changed any more. */
const MISSING_ERRORS = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'cant_delete_message']);

/** Slack says that something may have happened before it failed (https://docs.slack.dev/reference/methods/chat.postMessage). */
const AMBIGUOUS_ERRORS = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'update_failed']);

const SLACK_WORD = /^[a-z][a-z0-9_]{1,80}$/;

const RATE_ERRORS = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

const PlatformError = z.object({
  code: z.literal(ErrorCode.PlatformError),
  data: z.object({ error: z.string(), response_metadata: z.object({ retryAfter: z.number().optional() }).optional() }),
});

const RateLimited = z.object({ code: z.literal(ErrorCode.RateLimitedError), retryAfter: z.number() });

/** The client answers a 429 without Retry-After with a plain error that says only this. */
const RATE_LIMIT_WORDS = /retry.after|rate.?limit|429/i;

/** What a call that threw has done: nothing for certain, perhaps something, or nothing ever. What we do not know counts as perhaps. */
export function outcomeOf(error: unknown): Failure {
  const limited = RateLimited.safeParse(error);
  if (limited.success) return { kind: 'not sent', retryAfter: clampRetryAfter(limited.data.retryAfter), error: 'ratelimited' };
  const platform = PlatformError.safeParse(error);
  if (platform.success) return ofPlatformError(platform.data.data);
  const words = error instanceof Error ? error.message : String(error);
  const coded = z.object({ code: z.string() }).safeParse(error);
  if (!coded.success && RATE_LIMIT_WORDS.test(words)) return { kind: 'not sent', retryAfter: DEFAULT_RETRY_SECONDS, error: 'ratelimited' };
  return { kind: 'ambiguous', error: coded.success ? coded.data.code : 'no answer' };
}

function ofPlatformError({ error, response_metadata }: z.infer<typeof PlatformError>['data']): Failure {
  if (RATE_ERRORS.has(error)) return { kind: 'not sent', retryAfter: clampRetryAfter(response_metadata?.retryAfter), error };
  if (AMBIGUOUS_ERRORS.has(error)) return { kind: 'ambiguous', error };
  if (CHANNEL_ERRORS.has(error)) return { kind: 'permanent', of: 'channel', error };
  if (AUTH_ERRORS.has(error)) return { kind: 'permanent', of: 'auth', error };
  if (MISSING_ERRORS.has(error)) return { kind: 'permanent', of: 'missing', error };
  // What does not look like one of Slack's words came from something in between, or was cut: the message may be there.
  if (!SLACK_WORD.test(error)) return { kind: 'ambiguous', error: 'unreadable answer' };
  // A word that we do not know may be about the message or about anything else, and may pass.
  return { kind: 'permanent', of: FORM_ERRORS.has(error) ? 'message' : 'unknown', error };
}

const DEFAULT_RETRY_SECONDS = 30;

/** Seconds to wait, whatever Slack or a proxy in between said: 1 to 300, 30 when it said nothing usable. */
function clampRetryAfter(seconds: number | undefined): number {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return DEFAULT_RETRY_SECONDS;
  return Math.min(Math.max(Math.ceil(seconds), 1), 300);
}
