import type { Sent } from '../flows/services.ts';

type Failure = Extract<Sent, { is: 'failed' }>;

/** Errors that pass by themselves, though AWS counts them as the caller's. */
const PASSING = /throttl|TooManyRequests|RequestTimeout|SlowDown|KMSInvalidState/i;

/** What a failed call of the SDK means for whoever wants to send the same again. */
export function failure(error: unknown): Failure {
  if (!(error instanceof Error)) return { is: 'failed', lasting: false, because: String(error) };
  // `$fault` is on what the service itself has answered; a connection that broke has none.
  const refused = '$fault' in error && error.$fault === 'client';
  return { is: 'failed', lasting: refused && !PASSING.test(error.name), because: `${error.name}: ${error.message}` };
}
