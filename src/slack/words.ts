import { UserFacingError } from '../domain/refusal.ts';
import type { Services } from '../flows/services.ts';

/** Secrets that an error's message could carry: tokens, and addresses that let whoever has them speak as us. */
const SECRET = /xox[a-z]-[\w-]+|https:\/\/hooks\.slack(?:-gov)?\.com\/\S+/g;

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.replace(SECRET, '[removed]').slice(0, 500) : typeof error;

/**
 * What the person is told about an error. A refusal is said as it stands; of a failure of ours they see only a reference
 * to the line in the log, and that trying again does no harm: everything asked for in Slack is done once, however often asked.
 */
export function inWords(error: unknown, facts: Record<string, unknown>, { log, token }: Pick<Services, 'log' | 'token'>): string {
  if (error instanceof UserFacingError) {
    log.info('request refused', {
      ...facts,
      code: error.code,
      because: error.message,
      ...(error.cause !== undefined && { cause: describe(error.cause) }),
    });
    return error.message;
  }
  const reference = token().slice(0, 8);
  log.error('request failed', { ...facts, reference, error: describe(error) });
  log.count('SlackRequestsFailed');
  return `Not done: something broke on our side. Try again in a moment; if it keeps happening, give your shub administrator the reference \`${reference}\`.`;
}

/** Somebody could not be told what became of what they asked for. It may be done all the same. */
export function notTold(error: unknown, saying: string, { log }: Pick<Services, 'log'>): void {
  log.warn('person not told', { saying, because: describe(error) });
  log.count('PeopleNotTold');
}

/** Said when Slack's three seconds are nearly over and the work is not. */
export const TOO_SLOW =
  'Not done yet: this is taking longer than Slack waits. If nothing has changed in a moment, try again; asking twice does it only once.';

/** Said where a window would otherwise wait for ever. */
export const NOT_DONE = 'Not done: something broke on our side. Close this and try again in a moment.';

/** Said about a button, modal or command that no longer exists, or does not yet. */
export const UNKNOWN =
  'Nothing was done: this version of shub does not know that. If it is on an old message, look for a newer one about the same finding.';
