import * as z from 'zod';
import { SearchFilters } from '../filters/filters.ts';
import { SortCriteria, sorted } from '../filters/sort.ts';
import { keyOf, refOf } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { PageRequest } from '../pages.ts';

const Input = z.object({ Filters: SearchFilters.default(() => () => true), SortCriteria: SortCriteria.default([]), ...PageRequest.shape });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindings.html */
export const getFindings: Operation = ({ input }, hub) => {
  const { Filters: matches, SortCriteria: order, ...request } = read(Input, input);
  const { keys, ...next } = hub.page(request, ['GetFindings', input['Filters'], order], () => {
    const found = [...hub.findings.values()].filter((finding) => matches(finding, hub.clock.now()));
    return sorted(found, order).map((finding) => keyOf(refOf(finding)));
  });
  return { Findings: keys.flatMap((key) => hub.findings.get(key) ?? []), ...next };
};
