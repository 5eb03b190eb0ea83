import { UserFacingError } from '../domain/refusal.ts';
import type { Pace } from './pace.ts';

/**
 * The IAM action that the caller lacks, out of AWS's sentence about it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html). SNS and SQS spell theirs their own way.
 */
export const deniedAction = (error: unknown): string | undefined =>
  error instanceof Error ? /not authorized to perform:? ([a-z0-9-]+:\w+)/i.exec(error.message)?.[1] : undefined;

/** What every call but EnableSecurityHub answers in an account and region where nobody switched Security Hub on. */
export const isHubOff = (error: unknown): boolean =>
  error instanceof Error && error.name === 'InvalidAccessException' && /not subscribed/i.test(error.message);

/** The same calls, but what Security Hub refuses for good is said in words to whoever asked, and not tried again. */
export const inWords =
  (pace: Pace): Pace =>
  async (call, options) => {
    try {
      return await pace(call, options);
    } catch (error) {
      const words = refusalWords(error);
      throw words === undefined ? error : new UserFacingError('not_done', words, { cause: error });
    }
  };

/** What the call was refused with for good, in words: the hub is off, or AWS does not let us. Undefined for everything else. */
export function refusalWords(error: unknown): string | undefined {
  const because = refusedBecause(error);
  return because === undefined ? undefined : `Nothing was done: ${because}.`;
}

/** The same without saying that nothing was done, for a sentence of somebody else's. */
export function refusedBecause(error: unknown): string | undefined {
  if (isHubOff(error)) return 'Security Hub is off in this account and region. Whoever may do it switches it on with `npm run setup`';
  const action = deniedAction(error);
  if (action === undefined) return undefined;
  return `AWS does not let shub do that; it lacks \`${action}\`. Its role in infra/roles.yml has it, so look for a policy of the organisation that takes it away, or deploy again`;
}
