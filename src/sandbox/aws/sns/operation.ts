import * as z from 'zod';
import { invalidParameter } from './sns-error.ts';
import type { Topics } from './topics.ts';
import type { XmlValue } from './xml.ts';

export type Operation = (input: unknown, topics: Topics) => XmlValue;

/** An operation whose parameters are parsed first; what does not fit is InvalidParameter by its name. */
export function operation<Input>(shape: z.ZodType<Input>, run: (input: Input, topics: Topics) => XmlValue): Operation {
  return (raw, topics) => {
    const input = shape.safeParse(raw);
    if (input.success) return run(input.data, topics);
    const [issue] = input.error.issues;
    throw invalidParameter(`${issue?.path.join('.')} Reason: ${issue?.message}`);
  };
}

const PAGE = 100;
export const NextToken = z.string().regex(/^\d+$/, 'invalid token').optional();

/** A page of 100, as SNS lists; the token for the next if there is one. */
export function page<Item>(all: readonly Item[], token: string | undefined): { items: Item[]; NextToken: string | undefined } {
  const from = Number(token ?? 0);
  return { items: all.slice(from, from + PAGE), NextToken: from + PAGE < all.length ? String(from + PAGE) : undefined };
}
