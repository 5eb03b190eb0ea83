import type { WireAnswer, WireRequest } from '../../wire.ts';
import type { SlackEmulator } from '../contract.ts';
import { refusalBody, SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import { type ApiCall, readCall } from './call.ts';
import type { Method } from './method.ts';
import type { RateLimits } from './rate-limits.ts';

interface Desk {
  workspace: Workspace;
  methods: Record<string, Method>;
  rates: RateLimits;
  limits: SlackEmulator['limits'];
  token: SlackEmulator['token'];
}

/** Answers one Web API call. Like Slack it says 200 to everything but a call too many, with `ok: false` for a refusal. */
export async function answerCall(request: WireRequest, desk: Desk): Promise<WireAnswer> {
  const method = desk.methods[request.operation];
  try {
    const call = await readCall(request);
    if (!method) throw new SlackError('unknown_method');
    if (!method.open) assertToken(call, desk.token);
    const wait = desk.limits.on ? desk.rates.take(request.operation, method.tier, String(call.args['channel'] ?? '')) : 0;
    if (wait > 0) return { status: 429, headers: { 'retry-after': String(wait) }, body: { ok: false, error: 'ratelimited' } };
    // https://docs.slack.dev/authentication/installing-with-oauth#inspect
    const headers: Record<string, string> = method.open ? {} : { 'x-oauth-scopes': desk.token.scopes.join(',') };
    return { status: 200, headers, body: { ok: true, ...method.run(call.args, desk.workspace) } };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 200, body: refusalBody(error) };
  }
}

function assertToken({ token }: ApiCall, { value, revoked }: SlackEmulator['token']): void {
  if (token === undefined) throw new SlackError('not_authed');
  if (token !== value) throw new SlackError('invalid_auth');
  if (revoked) throw new SlackError('token_revoked');
}
