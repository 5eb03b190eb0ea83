import type { WireRequest } from '../wire.ts';

/**
 * The ARN of the user whose key signed a request; undefined when nobody did. Signatures are not verified: the sandbox's keys are made
 * up anyway, and name their user.
 */
export function callerOf({ headers }: Pick<WireRequest, 'headers'>, account: string): string | undefined {
  const [, key] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return key && `arn:aws:iam::${account}:user/${key}`;
}
