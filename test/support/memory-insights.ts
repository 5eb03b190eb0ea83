import * as z from 'zod';
import type { Group, InsightQuestion } from '../../src/domain/insight.ts';
import { InsightRefused } from '../../src/domain/insight-refused.ts';
import type { Insights } from '../../src/flows/services.ts';

/** A finding as far as insights look at it: filter attribute → value. */
export type FlatFinding = Readonly<Record<string, string>>;

const Condition = z.object({ Value: z.string(), Comparison: z.enum(['EQUALS', 'PREFIX', 'NOT_EQUALS']) });
type Condition = z.infer<typeof Condition>;

const holds = (value: string | undefined, { Value, Comparison }: Condition): boolean =>
  Comparison === 'PREFIX' ? value?.startsWith(Value) === true : Comparison === 'EQUALS' ? value === Value : value !== Value;

function passes(value: string | undefined, conditions: readonly Condition[]): boolean {
  const [finding, excluding] = [
    conditions.filter((c) => c.Comparison !== 'NOT_EQUALS'),
    conditions.filter((c) => c.Comparison === 'NOT_EQUALS'),
  ];
  return (finding.length === 0 || finding.some((c) => holds(value, c))) && excluding.every((c) => holds(value, c));
}

/** Insights over findings in memory, with the two limits that matter: 100 groups, the largest first, and 20 values of one attribute. `refuses`: what cannot be grouped by. */
export function memoryInsights(
  findings: readonly FlatFinding[],
  { refuses }: { refuses?: string } = {},
): Insights & { asked: InsightQuestion[] } {
  const asked: InsightQuestion[] = [];

  function groupsOf({ filters, groupBy }: InsightQuestion): Group[] {
    const conditions = Object.entries(filters).map(([attribute, values]) => ({
      attribute,
      values: z.array(Condition).max(20).parse(values),
    }));
    const counts = new Map<string, number>();
    for (const finding of findings) {
      const value = finding[groupBy];
      if (value === undefined || !conditions.every(({ attribute, values }) => passes(finding[attribute], values))) continue;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const groups = [...counts].map(([value, count]) => ({ value, count }));
    return groups.sort((a, b) => b.count - a.count).slice(0, 100);
  }

  return {
    asked,
    async ask(questions) {
      if (questions.some(({ groupBy }) => groupBy === refuses))
        throw new InsightRefused('no', { about: 'GroupByAttribute', cause: refuses });
      asked.push(...questions);
      return questions.map(groupsOf);
    },
  };
}
