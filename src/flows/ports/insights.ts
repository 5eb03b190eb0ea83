import type { Finding } from '../../domain/finding.ts';
import type { Group, Insight, InsightDraft, InsightQuestion } from '../../domain/insight.ts';

export interface Insights {
  /**
   * For each question its groups, those with the most findings first: at most 100, and exactly 100 can mean that there
   * are more. Asked of insights of our own: `standing` ones are kept and asked again, others are gone afterwards.
   * `answered` is called after each answer.
   */
  ask(questions: readonly InsightQuestion[], options: { standing: boolean; answered?: () => void }): Promise<Group[][]>;
}

/** Throws a UserFacingError when Security Hub refuses. */
export interface SavedInsights {
  /** Every custom insight but those that shub counts by. */
  list(): Promise<Insight[]>;
  /** As it is now, a managed one too; `ours` when shub counts by it. Undefined when there is none. */
  get(arn: string): Promise<(Insight & { ours: boolean }) | undefined>;
  /** Undefined when there is no such insight. */
  results(arn: string): Promise<{ groupBy: string; groups: Group[] } | undefined>;
  /** One that is there already, the same in all, is not made again. Throws NoRoomForInsight when there are as many as may be. */
  create(name: string, question: InsightQuestion): Promise<{ arn: string }>;
  /** False when there is no such insight. */
  change(arn: string, to: InsightDraft): Promise<boolean>;
  /** The findings that an insight counts under one value, the most severe first; undefined when there is no such insight. */
  behind(arn: string, value: string, size: number): Promise<{ name: string; findings: Finding[] } | undefined>;
  /** False when it was gone already. */
  remove(arn: string): Promise<boolean>;
}
