import { nearest } from '../domain/nearest.ts';
import { UserFacingError } from '../domain/refusal.ts';
import { quote } from './quote.ts';

/** `which`: the ARN of an insight, or (the beginning of) its name. */
export type InsightArgs = { do: 'list' } | { do: 'create' } | { do: 'show' | 'edit' | 'delete'; which: string };

const VERBS = ['list', 'create', 'show', 'edit', 'delete'];

/** Reads what follows `usage`, such as `/shub insight`. */
export function readInsight([word = 'list', ...rest]: readonly string[], usage: string): InsightArgs {
  const verb = word.toLowerCase();
  const which = rest
    .join(' ')
    .replace(/^[`"'“”<]+|[`"'“”>]+$/g, '')
    .slice(0, 300);
  switch (verb) {
    case 'list':
    case 'create':
      if (rest.length === 0) return { do: verb };
      throw new UserFacingError('bad_arguments', `\`${usage} ${verb}\` takes nothing more: leave ${quote(rest.join(' '), 80)} away.`);
    case 'show':
    case 'edit':
    case 'delete':
      if (which !== '') return { do: verb, which };
      throw new UserFacingError('bad_arguments', `Which insight? Write its name or its ARN: \`${usage} ${verb} what is open\`.`);
    default: {
      const near = nearest(verb, VERBS);
      const way =
        near === undefined
          ? `What there is: ${VERBS.map((each) => `\`${usage} ${each}\``).join(', ')}.`
          : `Did you mean \`${usage} ${near}\`?`;
      throw new UserFacingError('bad_arguments', `There is no ${quote([usage, word].join(' '), 100)}. ${way}`);
    }
  }
}
