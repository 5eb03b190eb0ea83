import { createHmac, timingSafeEqual } from 'node:crypto';

export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Verified = 'ok' | { refused: 401 | 413; because: string };

export interface SignedRequest {
  /** The bytes as they came, before anything was parsed. */
  body: Buffer;
  headers: HttpHeaders;
  /** The current signing secret and, while it is being rotated, the previous one. */
  secrets: readonly string[];
  now: Date;
}

/** Why a request is refused that any other secret may have signed. */
export const MISMATCH = 'signature does not match';

const BODY_LIMIT = 64 * 1024;
const TOLERANCE_SECONDS = 300;
const SIGNATURE = /^v0=([0-9a-f]{64})$/;
const TIMESTAMP = /^\d{1,12}$/;

/**
 * Whether Slack signed exactly these bytes within five minutes of now, past or future. Never throws, whatever comes.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verifySlackRequest({ body, headers, secrets, now }: SignedRequest): Verified {
  if (body.length > BODY_LIMIT) return { refused: 413, because: 'body over 64 KB' };

  const timestamp = only(headers, 'x-slack-request-timestamp');
  if (timestamp === undefined || !TIMESTAMP.test(timestamp)) return { refused: 401, because: 'no single timestamp' };
  const [, hex] = SIGNATURE.exec(only(headers, 'x-slack-signature') ?? '') ?? [];
  if (hex === undefined) return { refused: 401, because: 'no single v0 signature' };

  const age = now.getTime() / 1000 - Number(timestamp);
  // Written so that an invalid date, whose age is NaN, is refused too.
  if (!(Math.abs(age) <= TOLERANCE_SECONDS)) return { refused: 401, because: age < 0 ? 'timestamp in the future' : 'timestamp too old' };

  const given = Buffer.from(hex, 'hex');
  let matches = false;
  for (const secret of secrets) {
    // Anyone can compute what an empty secret would sign.
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
    // Every secret is tried, so that the time taken does not tell which one matched.
    matches = timingSafeEqual(given, expected) || matches;
  }
  return matches ? 'ok' : { refused: 401, because: MISMATCH };
}

/** The value of a header that is there exactly once, in whatever case; undefined otherwise. */
function only(headers: HttpHeaders, name: string): string | undefined {
  const values = Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []));
  return values.length === 1 ? values[0] : undefined;
}
