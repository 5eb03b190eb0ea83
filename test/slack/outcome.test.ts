import { expect, test } from 'vitest';
import { outcomeOf } from '../../src/slack/outcome.ts';

/** As the client throws what Slack answers inside a 200 (https://docs.slack.dev/tools/node-slack-sdk/web-api). */
const slackSays = (error: string, retryAfter?: number) =>
  Object.assign(new Error(`An API error occurred: ${error}`), {
    code: 'slack_webapi_platform_error',
    data: { ok: false, error, ...(retryAfter !== undefined && { response_metadata: { retryAfter } }) },
  });
const limited = (retryAfter: number) => Object.assign(new Error('limited'), { code: 'slack_webapi_rate_limited_error', retryAfter });
const away = (code: string) => Object.assign(new Error('away'), { code });

test.each([
  ['channel', ['channel_not_found', 'is_archived', 'not_in_channel', 'restricted_action', 'restricted_action_read_only_channel']],
  ['channel', ['restricted_action_thread_only_channel', 'restricted_action_non_threadable_channel', 'team_access_not_granted']],
  ['channel', ['messages_tab_disabled', 'channel_type_not_supported', 'external_channel_migrating', 'is_inactive']],
  ['auth', ['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive', 'missing_scope', 'no_permission']],
  ['auth', ['org_login_required', 'ekm_access_denied', 'access_denied', 'not_allowed_token_type', 'team_added_to_org']],
  ['auth', ['accesslimited', 'enterprise_is_restricted', 'two_factor_setup_required', 'method_deprecated', 'deprecated_endpoint']],
  ['missing', ['message_not_found', 'cant_update_message', 'edit_window_closed', 'cant_delete_message']],
  ['message', ['invalid_blocks', 'invalid_blocks_format', 'msg_too_long', 'msg_blocks_too_long', 'no_text', 'block_mismatch']],
  ['message', ['invalid_attachments', 'too_many_attachments', 'attachment_payload_limit_exceeded']],
  ['message', ['invalid_metadata_format', 'invalid_metadata_schema', 'metadata_too_large']],
  ['message', ['invalid_arguments', 'invalid_arg_name', 'invalid_array_arg', 'invalid_charset', 'invalid_form_data']],
  ['unknown', ['a2', 'something_that_slack_invents_tomorrow']],
])('what only people can mend is permanent, because of the %s: %j', (of, errors) => {
  for (const error of errors) expect(outcomeOf(slackSays(error))).toEqual({ kind: 'permanent', of, error });
});

test.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'update_failed'])(
  'after %s it may be there or not',
  (error) => {
    expect(outcomeOf(slackSays(error))).toEqual({ kind: 'ambiguous', error });
  },
);

test.each(['<html>', 'Bad Gateway', '', 'x', '1_word', 'Invalid_blocks', 'invalid_blocks!', `a${'b'.repeat(81)}`])(
  'what is no word of Slack, %j, came from something in between',
  (error) => {
    expect(outcomeOf(slackSays(error))).toEqual({ kind: 'ambiguous', error: 'unreadable answer' });
  },
);

test.each([
  [7, 7],
  [0.2, 1],
  [1.2, 2],
  [300, 300],
  [301, 300],
  [0, 30],
  [-5, 30],
  [Number.POSITIVE_INFINITY, 30],
])('a limit of %d seconds is waited for %d', (told, waited) => {
  const error = { kind: 'not sent', retryAfter: waited };
  expect(outcomeOf(limited(told))).toEqual(Number.isFinite(told) ? { ...error, error: 'ratelimited' } : expect.anything());
  if (Number.isFinite(told)) expect(outcomeOf(slackSays('rate_limited', told))).toEqual({ ...error, error: 'rate_limited' });
});

test.each(['ratelimited', 'rate_limited', 'message_limit_exceeded'])(
  '%s inside a 200 is a limit, of half a minute when none is named',
  (error) => {
    expect(outcomeOf(slackSays(error))).toEqual({ kind: 'not sent', retryAfter: 30, error });
  },
);

test.each([
  'Retry header did not contain a valid timeout (url: x, retry-after header: soon)',
  'A rate limit was exceeded',
  'answered 429',
  'RATE-LIMITED',
  'ratelimit',
])('a plain error that says "%s" is a limit too', (words) => {
  expect(outcomeOf(new Error(words))).toEqual({ kind: 'not sent', retryAfter: 30, error: 'ratelimited' });
  expect(outcomeOf(words)).toEqual({ kind: 'not sent', retryAfter: 30, error: 'ratelimited' });
});

test('without an answer nobody knows, whatever the words of an error with a code are', () => {
  expect(outcomeOf(away('slack_webapi_request_error'))).toEqual({ kind: 'ambiguous', error: 'slack_webapi_request_error' });
  expect(outcomeOf(Object.assign(new Error('answered 429'), { code: 'slack_webapi_http_error' }))).toEqual({
    kind: 'ambiguous',
    error: 'slack_webapi_http_error',
  });
  expect(outcomeOf(new Error('socket hang up'))).toEqual({ kind: 'ambiguous', error: 'no answer' });
});
