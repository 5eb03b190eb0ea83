import type { FetchFunction } from '@slack/web-api';
import * as z from 'zod';
import type { Secret } from '../flows/services.ts';

/** Slack's words for a token that is good for nothing any more (https://docs.slack.dev/reference/methods/auth.test#errors). */
const Refusal = z.object({ ok: z.literal(false), error: z.enum(['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive']) });

/** No refusal is as long as this. */
const REFUSAL_CHARS = 2_000;

/** So often the parameter is looked at, whatever Slack goes on refusing. */
const AGAIN_MS = 30_000;

/**
 * `fetch` for Slack's client, with the token as it is when the call is made. What Slack refuses because of the token has had no
 * effect: when the token has been rotated meanwhile, the same call is made once more with the new one. While the token cannot be read,
 * the answer is Slack's own to whoever has to wait: nothing was sent, and it is tried again.
 */
export function tokenFetch(token: Secret): FetchFunction {
  return async (url, { headers = {}, ...init } = {}) => {
    const call = (bearer: string) => fetch(url, { ...init, headers: { ...headers, authorization: `Bearer ${bearer}` } });
    const used = await token.renewed(Infinity);
    if (used === undefined) return new Response('', { status: 429, headers: { 'retry-after': String(AGAIN_MS / 1000) } });
    const answer = await call(used);
    if (!(await refusesToken(answer.clone()))) return answer;
    const latest = await token.renewed(AGAIN_MS);
    return latest === used || !latest ? answer : call(latest);
  };
}

async function refusesToken(answer: Response): Promise<boolean> {
  const text = await answer.text();
  if (answer.status !== 200 || text.length > REFUSAL_CHARS) return false;
  try {
    return Refusal.safeParse(JSON.parse(text)).success;
  } catch {
    // Not Slack's: what it means is decided where the answer is read.
    return false;
  }
}
