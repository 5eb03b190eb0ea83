import * as z from 'zod';
import type { Json } from '../../contract.ts';
import { unsupported } from '../errors.ts';
import { isJson, valuesAt } from '../finding.ts';
import { ADDRESSES, BOOLEANS, DATES, KEYWORDS, MAPS, NUMBERS, STRINGS, UNMAPPED } from './attributes.ts';
import { addresses, booleans, type Conditions, dates, keywords, maps, numbers, strings } from './conditions.ts';

/** Whether a finding is one of those asked for, at this time of the clock. */
export type Matches = (finding: Json, now: number) => boolean;

const MOST_ATTRIBUTES = 10;

/**
 * AwsSecurityFindingFilters: attributes are joined by AND, at most 10 of them with at most 20 values each
 * (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindings.html). CONTAINS and NOT_CONTAINS are documented for
 * automation rules alone (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_MapFilter.html), so elsewhere they are refused.
 */
export function filtersSchema(options: { automation: boolean }): z.ZodType<Matches> {
  const attributes: [Readonly<Record<string, string>>, Conditions][] = [
    [STRINGS, strings(options)],
    [NUMBERS, numbers],
    [DATES, dates],
    [MAPS, maps(options)],
    [ADDRESSES, addresses],
    [BOOLEANS, booleans],
    [KEYWORDS, keywords],
  ];
  const shape = Object.fromEntries(attributes.flatMap(([paths, read]) => Object.keys(paths).map((name) => [name, read.optional()])));
  const paths = Object.fromEntries(attributes.flatMap(([part]) => Object.entries(part)));

  return z.preprocess(
    refuseUnmapped,
    z
      .strictObject(shape)
      .refine((filters) => Object.keys(filters).length <= MOST_ATTRIBUTES, {
        error: `should NOT have more than ${MOST_ATTRIBUTES} properties`,
      })
      .transform((filters): Matches => {
        const tests = Object.entries(filters);
        return (finding, now) => tests.every(([name, test]) => test === undefined || test(valuesAt(finding, paths[name] ?? ''), now));
      }),
  );
}

function refuseUnmapped(filters: unknown): unknown {
  const unmapped = isJson(filters) && UNMAPPED.find((name) => name in filters);
  if (unmapped) throw unsupported(`The filter ${unmapped}`);
  return filters;
}

/** What a search and an insight take. */
export const SearchFilters = filtersSchema({ automation: false });
