import * as z from 'zod';
import type { Buses } from './buses.ts';
import type { EntryFailures } from './entry-failures.ts';
import { EventBridgeError } from './event-bridge-error.ts';

export interface Context {
  buses: Buses;
  failures: EntryFailures;
  targetFailures: EntryFailures;
}

export type Operation = (input: unknown, context: Context) => object;

/** An operation whose input is parsed first; what does not fit, or is not emulated, is refused by its name. */
export function operation<Input>(shape: z.ZodType<Input>, run: (input: Input, context: Context) => object): Operation {
  return (raw, context) => {
    const input = shape.safeParse(raw);
    if (input.success) return run(input.data, context);
    const errors = input.error.issues.map(({ path, message }) => `Value at '${path.join('.')}' failed to satisfy constraint: ${message}`);
    const count = errors.length === 1 ? '1 validation error' : `${errors.length} validation errors`;
    throw new EventBridgeError('ValidationException', `${count} detected: ${errors.join('; ')}`);
  };
}

export const RuleName = z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/, 'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+');

const Paging = { Limit: z.int().min(1).max(100).default(100), NextToken: z.string().optional() };
export const paged = <Shape extends z.core.$ZodShape>(shape: Shape) => z.object({ ...shape, ...Paging });

/** One page of a list, and the token for the next if there is one. */
export function page<Item>(all: readonly Item[], { Limit, NextToken }: { Limit: number; NextToken?: string | undefined }) {
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64').toString());
  if (!Number.isInteger(from)) throw new EventBridgeError('ValidationException', 'The next token is not valid.');
  const to = from + Limit;
  return { items: all.slice(from, to), NextToken: to < all.length ? Buffer.from(String(to)).toString('base64') : undefined };
}
