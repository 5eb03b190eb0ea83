import * as z from 'zod';
import { invalidInput, notFound } from './errors.ts';
import { NUMBERS, STRINGS } from './filters/attributes.ts';
import { SearchFilters } from './filters/filters.ts';
import { valuesAt } from './finding.ts';
import type { Hub, Insight } from './hub.ts';
import { MANAGED_INSIGHTS } from './managed-insights.ts';

const GROUPABLE: Readonly<Record<string, string>> = { ...STRINGS, ...NUMBERS };

/** AWS publishes no list of what an insight may group by; here it is any filter attribute that has one value. */
export const GroupByAttribute = z.string().refine((name) => GROUPABLE[name], { error: 'should be the name of a filter attribute' });

/** A hard quota without paging: what is beyond it is not told (https://docs.aws.amazon.com/general/latest/gr/sechub.html). */
const MOST_GROUPS = 100;

export function theInsight(hub: Hub, arn: string): Insight {
  const found = hub.insights.get(arn) ?? MANAGED_INSIGHTS.get(arn);
  if (!found) throw notFound(`Insight ${arn} was not found`);
  return found;
}

/** One that can be changed and deleted. AWS documents that a managed one cannot, but not by which error. */
export function theCustomInsight(hub: Hub, arn: string): Insight {
  if (MANAGED_INSIGHTS.has(arn)) throw invalidInput(`Insight ${arn} is managed by Security Hub and cannot be changed`);
  return theInsight(hub, arn);
}

/** The groups with the most findings first; a finding with several values counts in each of them. */
export function insightResults({ Filters, GroupByAttribute }: Insight, hub: Hub) {
  const matches = SearchFilters.parse(Filters);
  const counts = new Map<string, number>();
  const path = GROUPABLE[GroupByAttribute] ?? '';
  const now = hub.clock.now();
  for (const finding of hub.findings.values()) {
    if (!matches(finding, now)) continue;
    const values = valuesAt(finding, path).map(String);
    for (const value of values.length > 1 ? new Set(values) : values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([GroupByAttributeValue, Count]) => ({ GroupByAttributeValue, Count }))
    .sort((a, b) => b.Count - a.Count)
    .slice(0, MOST_GROUPS);
}
