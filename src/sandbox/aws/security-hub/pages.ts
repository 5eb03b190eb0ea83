import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import { invalidInput } from './errors.ts';

/** What a paged operation takes. AWS publishes no default for MaxResults; callers do well to always send it. */
export const PageRequest = z.object({ MaxResults: z.int().min(1).max(100).default(100), NextToken: z.string().optional() });

/** The same of a GET, whose numbers are text. */
export const PageQuery = z.object({ ...PageRequest.shape, MaxResults: z.coerce.number().int().min(1).max(100).default(100) });

/** And of those whose pages are documented to be of 25 unless asked for more or less. */
export const ShortPageQuery = z.object({ ...PageQuery.shape, MaxResults: PageQuery.shape.MaxResults.prefault(25) });

export interface Page {
  keys: string[];
  NextToken?: string;
}

interface Open {
  question: string;
  rest: string[];
  expires: number;
}

/** How long a token is good for. AWS documents no lifetime: an hour is ours, so that keeping a token for later is seen to fail. */
const TOKEN_MS = 60 * 60 * 1000;

/**
 * Pages through what `find` found when the first page was asked for. A token stands for the rest of one question: it can be used
 * again (a lost answer is asked for again), but not with another question, after its time, or when it was made up.
 */
export function paging(clock: Clock) {
  const open = new Map<string, Open>();

  function rest(token: string, question: string): string[] {
    const page = open.get(token);
    if (page?.question !== question)
      throw invalidInput('Invalid NextToken in the input: data should be the NextToken of an earlier answer to this request');
    if (page.expires <= clock.now()) throw invalidInput('Invalid NextToken in the input: data has expired');
    return page.rest;
  }

  return (request: z.infer<typeof PageRequest>, question: unknown, find: () => string[]): Page => {
    const asked = JSON.stringify(question);
    const found = request.NextToken === undefined ? find() : rest(request.NextToken, asked);
    const keys = found.slice(0, request.MaxResults);
    if (found.length === keys.length) return { keys };
    for (const [token, { expires }] of open) if (expires <= clock.now()) open.delete(token);
    const NextToken = randomBytes(48).toString('base64');
    open.set(NextToken, { question: asked, rest: found.slice(request.MaxResults), expires: clock.now() + TOKEN_MS });
    return { keys, NextToken };
  };
}

export type Paging = ReturnType<typeof paging>;
