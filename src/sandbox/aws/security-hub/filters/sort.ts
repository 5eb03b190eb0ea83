import * as z from 'zod';
import type { Json } from '../../contract.ts';
import { valuesAt } from '../finding.ts';
import { instant } from '../instant.ts';
import { DATES, NUMBERS, STRINGS } from './attributes.ts';

const SORTABLE: Readonly<Record<string, string>> = { ...STRINGS, ...NUMBERS, ...DATES };

export const SortCriteria = z.array(
  z.object({
    Field: z.string().refine((name) => SORTABLE[name], { error: 'should be the name of a filter attribute' }),
    SortOrder: z.enum(['asc', 'desc']).default('asc'),
  }),
);

/** A sorted copy; findings without the field come last either way, findings alike keep the order in which they arrived. */
export function sorted(findings: readonly Json[], criteria: z.infer<typeof SortCriteria>): Json[] {
  return findings.toSorted((a, b) => {
    for (const { Field, SortOrder } of criteria) {
      const [one, other] = [sortValue(a, Field), sortValue(b, Field)];
      if (one === other) continue;
      if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
      return one < other === (SortOrder === 'asc') ? -1 : 1;
    }
    return 0;
  });
}

function sortValue(finding: Json, field: string): string | number | bigint | undefined {
  const [value] = valuesAt(finding, SORTABLE[field] ?? '');
  if (DATES[field]) return instant(value);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
