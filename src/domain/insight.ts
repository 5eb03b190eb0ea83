import * as z from 'zod';

/**
 * What findings an insight counts, in Security Hub's own words: values of one attribute are joined by OR, attributes by
 * AND. Security Hub alone judges them: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFindingFilters.html
 */
export const InsightFilters = z.record(z.string(), z.array(z.record(z.string(), z.unknown())).min(1));
export type InsightFilters = z.infer<typeof InsightFilters>;

/** How many findings that pass the filters have which value of an attribute. */
export const InsightQuestion = z.object({ filters: InsightFilters, groupBy: z.string().min(1) });
export type InsightQuestion = z.infer<typeof InsightQuestion>;

/** An insight as a person would have it, not made yet. */
export const InsightDraft = InsightQuestion.extend({ name: z.string() });
export type InsightDraft = z.infer<typeof InsightDraft>;

/** One value, and how many findings have it. */
export interface Group {
  value: string;
  count: number;
}

export interface Insight extends InsightQuestion {
  arn: string;
  name: string;
}

export const equalTo = (...values: string[]): InsightFilters[string] => values.map((Value) => ({ Value, Comparison: 'EQUALS' }));
export const notEqualTo = (...values: string[]): InsightFilters[string] => values.map((Value) => ({ Value, Comparison: 'NOT_EQUALS' }));
