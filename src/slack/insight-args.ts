import { UserFacingError } from '../domain/refusal.ts';
import { quote } from './quote.ts';

export type InsightArgs = { do: 'list' } | { do: 'create' } | { do: 'show'; arn: string };

/** Reads what follows `usage`, such as `/shub insight`. Deleting is done from the list, where it is asked for twice. */
export function readInsight([word = 'list', ...rest]: readonly string[], usage: string): InsightArgs {
  const verb = word.toLowerCase();
  if ((verb === 'list' || verb === 'delete') && rest.length === 0) return { do: 'list' };
  if (verb === 'create' && rest.length === 0) return { do: 'create' };
  const [arn, ...more] = rest;
  if (verb === 'show' && arn !== undefined && more.length === 0) return { do: 'show', arn };
  throw new UserFacingError(
    'bad_arguments',
    `There is no ${quote([usage, word, ...rest].join(' '), 100)}. What there is: \`${usage}\`, \`${usage} create\`, \`${usage} show <arn>\`.`,
  );
}
