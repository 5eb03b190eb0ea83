import type { Secret } from '../flows/services.ts';
import { MISMATCH, type SignedRequest, type Verified, verifySlackRequest } from './verify.ts';

/** No secret is taken for longer than this after its parameter says otherwise. */
const GOOD_FOR_MS = 5 * 60_000;

/** So often the parameters are looked at, however many requests do not match. */
const AGAIN_MS = 30_000;

/**
 * The same as `verifySlackRequest`, with secrets that may be rotated: at a mismatch they are read again before it is a refusal. While one
 * of them cannot be read nobody can say whether it would have matched.
 */
export async function verifyNewest({
  secrets,
  ...request
}: Omit<SignedRequest, 'secrets'> & { secrets: readonly Secret[] }): Promise<Verified | { refused: 503; because: string }> {
  async function by(olderThanMs: number) {
    const read = await Promise.all(secrets.map((secret) => secret.renewed(olderThanMs)));
    const verified = verifySlackRequest({ ...request, secrets: read.filter((value) => value !== undefined) });
    const unsure = verified !== 'ok' && verified.because === MISMATCH && read.includes(undefined);
    return unsure ? { refused: 503 as const, because: 'the signing secret cannot be read' } : verified;
  }
  const verified = await by(GOOD_FOR_MS);
  return verified !== 'ok' && verified.because === MISMATCH ? by(AGAIN_MS) : verified;
}
