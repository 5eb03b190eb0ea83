import * as z from 'zod';
import { nearest } from '../domain/nearest.ts';
import { UserFacingError } from '../domain/refusal.ts';
import { quote } from './quote.ts';

export const DEFAULT_DAYS = 30;

/** Words without `=` name a standard; the rest is `key=value`. */
const Args = z.strictObject({
  account: z
    .string()
    // The AWS console shows it as 1234-5678-9012.
    .transform((value) => value.replaceAll('-', ''))
    .pipe(z.string().regex(/^\d{12}$/, 'An account is its 12 digits, such as `account=123456789012`.'))
    .optional(),
  days: z.coerce
    .number('`days` is a number, such as `days=30`.')
    .int('`days` is a whole number.')
    .min(1, 'One day at least: `days=1`.')
    .max(400, 'History is kept for 400 days: `days=400` at most.')
    .default(DEFAULT_DAYS),
});

type Key = 'account' | 'days';

/** Reads what follows `usage`, such as `/shub report`: a standard, and those of the `keys` that this command takes. */
export function readReportQuery(
  words: readonly string[],
  usage: string,
  keys: readonly Key[],
): { standard?: string; account?: string; days: number } {
  const standard = words.filter((word) => !word.includes('=')).join(' ');
  const typed = Object.fromEntries(words.filter((word) => word.includes('=')).map((word) => pair(word, usage, keys)));
  const args = Args.safeParse(typed);
  if (!args.success) throw new UserFacingError('bad_arguments', args.error.issues.map(({ message }) => message).join('\n'));
  const { account, days } = args.data;
  return { ...(standard !== '' && { standard }), ...(account !== undefined && { account }), days };
}

function pair(word: string, usage: string, keys: readonly Key[]): [string, string] {
  const [name = '', ...rest] = word.split('=');
  const key = keys.find((each) => each === name.toLowerCase());
  const value = rest.join('=');
  if (key !== undefined && value !== '') return [key, value];
  if (key !== undefined) throw new UserFacingError('bad_arguments', `\`${key}\` needs a value: \`${usage} ${key}=…\`.`);
  const near = nearest(name, keys);
  const way = near
    ? `Did you mean \`${usage} ${near}=…\`?`
    : `What can be said: ${['a standard', ...keys.map((each) => `\`${each}=\``)].join(', ')}.`;
  throw new UserFacingError('bad_arguments', `\`${usage}\` does not know ${quote(word, 80)}. ${way}`);
}
