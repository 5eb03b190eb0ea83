import { UserFacingError } from '../domain/refusal.ts';

/** `/shub digest` and `/shub digest now`: when it comes by itself is a matter of the policy. */
export function readNow([word, ...more]: readonly string[], usage: string): Record<never, never> {
  if ((word === undefined || word.toLowerCase() === 'now') && more.length === 0) return {};
  throw new UserFacingError(
    'bad_arguments',
    `\`${usage} now\` tells what changed. When it comes by itself stands in policy.yml, under \`digest\`.`,
  );
}
