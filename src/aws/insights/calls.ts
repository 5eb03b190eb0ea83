import {
  type AwsSecurityFinding,
  type AwsSecurityFindingFilters,
  CreateInsightCommand,
  DeleteInsightCommand,
  GetFindingsCommand,
  GetInsightResultsCommand,
  GetInsightsCommand,
  LimitExceededException,
  ResourceNotFoundException,
  type SecurityHubClient,
  UpdateInsightCommand,
} from '@aws-sdk/client-securityhub';
import { type Group, type Insight, type InsightDraft, InsightFilters, type InsightQuestion } from '../../domain/insight.ts';
import { NoRoomForInsight } from '../../domain/insight-refused.ts';
import type { Pace } from '../pace.ts';
import { insightRefusal } from './insight-refusal.ts';

/** What Security Hub can do with insights, at its own pace. What it refuses is thrown as a UserFacingError. */
export interface InsightCalls {
  /** All custom insights of this account and region. */
  list(): Promise<Insight[]>;
  /** A custom or a managed one; undefined when there is none. */
  get(arn: string): Promise<Insight | undefined>;
  /** Throws NoRoomForInsight when the account has as many as it may have. */
  create(name: string, question: InsightQuestion): Promise<string>;
  /** False when it is gone. */
  change(arn: string, to: InsightDraft): Promise<boolean>;
  /** Undefined when it is gone. */
  results(arn: string): Promise<{ groupBy: string; groups: Group[] } | undefined>;
  /** The most severe first, as Security Hub tells them. */
  findings(filters: InsightFilters, size: number): Promise<AwsSecurityFinding[]>;
  /** False when it was gone already. */
  remove(arn: string): Promise<boolean>;
}

export function insightCalls(client: SecurityHubClient, pace: Pace): InsightCalls {
  return {
    async list() {
      const found: Insight[] = [];
      let NextToken: string | undefined;
      do {
        const page = await refusing(() => client.send(new GetInsightsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) })));
        found.push(...(page.Insights ?? []).flatMap(readInsight));
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    },

    async get(arn) {
      const answer = await ifThere(() => client.send(new GetInsightsCommand({ InsightArns: [arn] })));
      return answer?.Insights?.flatMap(readInsight)[0];
    },

    async create(Name, { filters, groupBy: GroupByAttribute }) {
      const input = { Name, Filters: asSent(filters), GroupByAttribute };
      try {
        const { InsightArn } = await pace(() => client.send(new CreateInsightCommand(input)), { quota: true });
        if (!InsightArn) throw new Error('Security Hub made an insight without an ARN');
        return InsightArn;
      } catch (error) {
        throw error instanceof LimitExceededException ? new NoRoomForInsight({ cause: error }) : insightRefusal(error);
      }
    },

    async change(InsightArn, { name: Name, filters, groupBy: GroupByAttribute }) {
      const input = { InsightArn, Name, Filters: asSent(filters), GroupByAttribute };
      return (await ifThere(() => client.send(new UpdateInsightCommand(input)))) !== undefined;
    },

    async results(arn) {
      const answer = await ifThere(() => client.send(new GetInsightResultsCommand({ InsightArn: arn })));
      const { GroupByAttribute = '', ResultValues = [] } = answer?.InsightResults ?? {};
      const groups = ResultValues.map(({ GroupByAttributeValue = '', Count = 0 }) => ({ value: GroupByAttributeValue, count: Count }));
      return answer && { groupBy: GroupByAttribute, groups };
    },

    async findings(filters, size) {
      const SortCriteria = [{ Field: 'SeverityNormalized', SortOrder: 'desc' as const }];
      const input = { Filters: asSent(filters), SortCriteria, MaxResults: size };
      const { Findings = [] } = await refusing(() => client.send(new GetFindingsCommand(input)));
      return Findings;
    },

    remove: async (arn) => (await ifThere(() => client.send(new DeleteInsightCommand({ InsightArn: arn })))) !== undefined,
  };

  async function refusing<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await pace(call);
    } catch (error) {
      throw insightRefusal(error);
    }
  }

  async function ifThere<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await pace(call);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw insightRefusal(error);
    }
  }
}

/** What is no attribute is refused before it comes here; of the rest Security Hub judges. */
const asSent = (filters: InsightFilters): AwsSecurityFindingFilters => filters;

function readInsight(insight: { InsightArn?: string; Name?: string; Filters?: unknown; GroupByAttribute?: string }): Insight[] {
  const { InsightArn: arn, Name: name = '', GroupByAttribute: groupBy = '' } = insight;
  const filters = InsightFilters.safeParse(insight.Filters);
  return arn === undefined ? [] : [{ arn, name, groupBy, filters: filters.success ? filters.data : {} }];
}
