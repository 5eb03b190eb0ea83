import * as z from 'zod';
import { invalidInput } from './errors.ts';
import { isJson } from './finding.ts';

/** An ARN in a request. Whether it names something is another question. */
export const Arn = z.string().regex(/^arn:/);

/** Reads a request's members, refused like the service does: `Invalid Filters in the input: data.CreatedAt[0].Start should be string`. */
export function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [name] = parsed.error.issues[0]?.path ?? [];
  const member = name === undefined || lookup(input, [name]) === undefined ? undefined : String(name);
  throw invalidInput(
    member === undefined
      ? `Invalid parameters in the input: ${complaints(parsed.error, input)}`
      : `Invalid ${member} in the input: ${complaints(parsed.error, input, member)}`,
  );
}

/** What is wrong, in the words of the JSON Schema validator the service uses; below one `member` only, when it is given. */
export function complaints({ issues }: z.ZodError, input: unknown, member?: string): string {
  return issues
    .filter((issue) => member === undefined || issue.path[0] === member)
    .map((issue) => complaint(issue, input, member === undefined ? 0 : 1))
    .join(', ');
}

function complaint(issue: z.core.$ZodIssue, input: unknown, skip: number): string {
  const path = issue.path.slice(skip);
  if ((issue.code === 'invalid_type' || issue.code === 'invalid_value') && lookup(input, issue.path) === undefined) {
    return `${spelled(path.slice(0, -1))} should have required property '${String(path.at(-1))}'`;
  }
  return `${spelled(path)} ${demand(issue)}`;
}

function demand(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `should be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_big':
      return `should ${MOST[issue.origin]?.(String(issue.maximum)) ?? `be <= ${issue.maximum}`}`;
    case 'too_small':
      return `should ${LEAST[issue.origin]?.(String(issue.minimum)) ?? `be >= ${issue.minimum}`}`;
    case 'invalid_value':
      return 'should be equal to one of the allowed values';
    case 'unrecognized_keys':
      return 'should NOT have additional properties';
    case 'invalid_format':
      return issue.pattern ? `should match pattern "${issue.pattern.replace(/^\/|\/\w*$/g, '')}"` : `should match format "${issue.format}"`;
    default:
      return issue.message;
  }
}

const TYPES: Record<string, string> = { int: 'integer', record: 'object' };
const MOST: Record<string, (limit: string) => string> = {
  string: (limit) => `NOT be longer than ${limit} characters`,
  array: (limit) => `NOT have more than ${limit} items`,
};
const LEAST: Record<string, (limit: string) => string> = {
  string: (limit) => `NOT be shorter than ${limit} characters`,
  array: (limit) => `NOT have fewer than ${limit} items`,
};

const spelled = (path: PropertyKey[]) =>
  path.reduce<string>((at, key) => at + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`), 'data');

function lookup(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (Array.isArray(at) && typeof key === 'number') return at[key];
    return isJson(at) ? at[String(key)] : undefined;
  }, value);
}
