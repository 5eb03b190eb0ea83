import * as z from 'zod';
import { controlId } from '../domain/control-id.ts';
import { ProductKind, Severity, WorkflowStatus } from '../domain/finding.ts';
import type { FindingsQuery } from '../domain/findings-query.ts';
import { nearest } from '../domain/nearest.ts';
import { UserFacingError } from '../domain/refusal.ts';
import { quote } from './quote.ts';

const CHOICES = { severity: Severity.options, status: WorkflowStatus.options, product: ProductKind.options };

const oneOf = <const T extends string>(key: keyof typeof CHOICES, options: readonly T[]) =>
  z.enum(options, {
    error: ({ input }) => {
      const near = nearest(String(input), options);
      const way = near ? ` Did you mean \`${near.toLowerCase()}\`?` : '';
      return `There is no ${key} ${quote(String(input).toLowerCase(), 60)}.${way} Allowed: ${options.map((option) => option.toLowerCase()).join(', ')}.`;
    },
  });

const upperList = z.string().transform((value) => value.toUpperCase().split(','));

const REGION = /^[a-z]{2}(-[a-z]+){1,3}-\d$/;
/** `/shub findings [severity=high,critical] [status=new] [product=guardduty] [account=123456789012] [region=eu-west-1] [control=EC2.19]` */
const FindingsArgs = z.strictObject({
  severity: upperList.pipe(z.array(oneOf('severity', Severity.options))).optional(),
  status: upperList.pipe(z.array(oneOf('status', WorkflowStatus.options))).optional(),
  product: z.string().toLowerCase().pipe(oneOf('product', ProductKind.options)).optional(),
  account: z
    .string()
    // The AWS console shows it as 1234-5678-9012.
    .transform((value) => value.replaceAll('-', ''))
    .pipe(z.string().regex(/^\d{12}$/, 'An account is its 12 digits, such as `account=123456789012`.'))
    .optional(),
  region: z.string().toLowerCase().pipe(z.string().regex(REGION, 'A region is written as `region=eu-west-1`.')).optional(),
  control: z
    .string()
    .transform((typed) => controlId(typed) ?? '')
    .pipe(z.string().min(1, 'A control is written as `control=EC2.19`.'))
    .optional(),
});
const KEYS = Object.keys(FindingsArgs.shape);

/** Reads the `key=value` words after `usage`, such as `/shub findings`. */
export function readFindingsQuery(words: readonly string[], usage: string): FindingsQuery {
  const typed: Record<string, string> = {};
  for (const word of words) {
    const [key, value] = toPair(word, usage);
    if (Object.hasOwn(typed, key)) throw refused(`\`${key}\` is there twice. Several values go together: \`${key}=one,two\`.`);
    typed[key] = value;
  }
  const args = FindingsArgs.safeParse(typed);
  if (!args.success) throw refused(args.error.issues.map(({ message }) => message).join('\n'));
  const { severity, status, product, account, region, control } = args.data;
  return {
    ...(severity && { severity }),
    ...(status && { status }),
    ...(product && { product }),
    ...(account && { account }),
    ...(region && { region }),
    ...(control && { control }),
  };
}

function toPair(word: string, usage: string): [key: string, value: string] {
  const [name = '', ...rest] = word.split('=');
  const key = name.toLowerCase();
  const value = rest.join('=');
  if (KEYS.includes(key)) {
    if (value === '') throw refused(`\`${key}\` needs a value: \`${usage} ${key}=…\`.`);
    return [key, value];
  }
  const near = rest.length > 0 ? nearest(key, KEYS) : undefined;
  const meant = near === undefined ? keyOfValue(rest.length > 0 ? value : key) : `${near}=${value}`;
  const way =
    meant === undefined
      ? `What can be said: ${KEYS.map((each) => `\`${each}=\``).join(', ')}.`
      : `Did you mean ${quote(`${usage} ${meant}`, 120)}?`;
  throw refused(`\`${usage}\` does not know ${quote(word, 80)}. ${way}`);
}

/** `critical` alone is most likely meant as `severity=critical`. */
function keyOfValue(word: string): string | undefined {
  if (/^\d{12}$/.test(word)) return `account=${word}`;
  if (REGION.test(word.toLowerCase())) return `region=${word.toLowerCase()}`;
  const control = controlId(word);
  if (control !== undefined) return `control=${control}`;
  for (const [key, options] of Object.entries(CHOICES)) {
    const [first = ''] = word.split(',');
    if (options.some((option) => option.toLowerCase() === first.toLowerCase())) return `${key}=${word.toLowerCase()}`;
  }
  return undefined;
}

const refused = (words: string): UserFacingError => new UserFacingError('bad_arguments', words);
