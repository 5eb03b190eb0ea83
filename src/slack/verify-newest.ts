import type { Secret } from '../flows/services.ts';
import { MISMATCH, type SignedRequest, type Verified, verifySlackRequest } from './verify.ts';

/** No secret is taken for longer than this after its parameter says otherwise. */
const GOOD_FOR_MS = 5 * 60_000;

/** So often the parameters are looked at, however many requests do not match. */
const AGAIN_MS = 30_000;

/** The same as `verifySlackRequest`, with secrets that may be rotated: at a mismatch they are read again before it is a refusal. */
export async function verifyNewest({
  secrets,
  ...request
}: Omit<SignedRequest, 'secrets'> & { secrets: readonly Secret[] }): Promise<Verified> {
  const by = async (olderThanMs: number) =>
    verifySlackRequest({ ...request, secrets: await Promise.all(secrets.map((secret) => secret.renewed(olderThanMs))) });
  const verified = await by(GOOD_FOR_MS);
  return verified !== 'ok' && verified.because === MISMATCH ? by(AGAIN_MS) : verified;
}
