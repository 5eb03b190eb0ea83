import type { Finding } from '../../domain/finding.ts';
import type { Group, Insight, InsightQuestion } from '../../domain/insight.ts';

export interface Insights {
  /**
   * For each question its groups, those with the most findings first: at most 100, and exactly 100 can mean that there
   * are more. Asked of insights of our own: `standing` ones are kept and asked again, others are gone afterwards.
   * `answered` is called after each answer.
   */
  ask(questions: readonly InsightQuestion[], options: { standing: boolean; answered?: () => void }): Promise<Group[][]>;
}

export interface SavedInsights {
  /** Every custom insight but those that we keep for ourselves. */
  list(): Promise<Insight[]>;
  /** Undefined when there is no such insight. */
  results(arn: string): Promise<{ groupBy: string; groups: Group[] } | undefined>;
  create(name: string, question: InsightQuestion): Promise<{ arn: string }>;
  /** The findings that a custom insight counts under one value, the most severe first; undefined when there is no such insight. */
  behind(arn: string, value: string, size: number): Promise<{ name: string; findings: Finding[] } | undefined>;
  /** False when it was gone already. */
  remove(arn: string): Promise<boolean>;
}
