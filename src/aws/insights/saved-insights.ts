import { InvalidInputException, LimitExceededException } from '@aws-sdk/client-securityhub';
import { UserFacingError } from '../../domain/refusal.ts';
import type { SavedInsights } from '../../flows/services.ts';
import type { InsightCalls } from './calls.ts';
import { isOurs } from './own-insights.ts';

/** The insights that people made, here or in the console; those we count by ourselves are not among them. */
export function savedInsights(calls: InsightCalls, owner: string): SavedInsights {
  return {
    list: async () => (await calls.list()).filter(({ name }) => !isOurs(name, owner)),
    results: (arn) => calls.results(arn),
    remove: (arn) => calls.remove(arn),

    async create(name, question) {
      try {
        return { arn: await calls.create(name, question) };
      } catch (error) {
        throw inWords(error);
      }
    },
  };
}

function inWords(error: unknown): unknown {
  if (error instanceof InvalidInputException) {
    return new UserFacingError('bad_arguments', `Security Hub does not take this insight: ${error.message}`, { cause: error });
  }
  if (error instanceof LimitExceededException) {
    return new UserFacingError(
      'bad_arguments',
      'Security Hub keeps 100 custom insights for an account and region, and there are that many. Delete one first: `/shub insight list`.',
      { cause: error },
    );
  }
  return error;
}
