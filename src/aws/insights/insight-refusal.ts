import { InvalidInputException } from '@aws-sdk/client-securityhub';
import { InsightRefused } from '../../domain/insight-refused.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { isThrottle } from '../pace.ts';
import { refusalWords } from '../refusals.ts';

/** Something that Security Hub refuses about insights, in words; what only failed comes back as it was. */
export function insightRefusal(error: unknown): unknown {
  if (error instanceof InvalidInputException) {
    return new InsightRefused(`Security Hub does not take this insight: ${error.message}`, {
      about: aboutWhat(error.message),
      cause: error,
    });
  }
  const words = refusalWords(error) ?? (isThrottle(error) ? TOO_OFTEN : undefined);
  return words === undefined ? error : new UserFacingError('not_done', words, { cause: error });
}

/** `Invalid Filters in the input: data.SeverityLabel[0].Comparison should be …`, `Invalid GroupByAttribute in the input: …`. */
function aboutWhat(message: string): string | undefined {
  const [, member, attribute] = /^Invalid (\w+) in the input(?:: data\.(\w+))?/.exec(message) ?? [];
  return member === 'Filters' ? attribute : member;
}

const TOO_OFTEN =
  'Nothing was done: Security Hub has been called too often for a whole minute, by shub or by others in this account. Try again in a minute.';
