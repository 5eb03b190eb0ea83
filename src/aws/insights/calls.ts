import {
  type AwsSecurityFindingFilters,
  CreateInsightCommand,
  DeleteInsightCommand,
  GetInsightResultsCommand,
  GetInsightsCommand,
  ResourceNotFoundException,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { type Group, type Insight, InsightFilters, type InsightQuestion } from '../../domain/insight.ts';
import type { Pace } from '../pace.ts';

/** What Security Hub can do with insights, at its own pace. */
export interface InsightCalls {
  /** All custom insights of this account and region. */
  list(): Promise<Insight[]>;
  create(name: string, question: InsightQuestion): Promise<string>;
  /** Undefined when it is gone. */
  results(arn: string): Promise<{ groupBy: string; groups: Group[] } | undefined>;
  /** False when it was gone already. */
  remove(arn: string): Promise<boolean>;
}

export function insightCalls(client: SecurityHubClient, pace: Pace): InsightCalls {
  return {
    async list() {
      const found: Insight[] = [];
      let NextToken: string | undefined;
      do {
        const page = await pace(() => client.send(new GetInsightsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) })));
        found.push(...(page.Insights ?? []).flatMap(readInsight));
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    },

    async create(Name, { filters, groupBy: GroupByAttribute }) {
      const input = { Name, Filters: asSent(filters), GroupByAttribute };
      const { InsightArn } = await pace(() => client.send(new CreateInsightCommand(input)), { quota: true });
      if (!InsightArn) throw new Error('Security Hub made an insight without an ARN');
      return InsightArn;
    },

    async results(arn) {
      const answer = await ifThere(() => client.send(new GetInsightResultsCommand({ InsightArn: arn })));
      const { GroupByAttribute = '', ResultValues = [] } = answer?.InsightResults ?? {};
      const groups = ResultValues.map(({ GroupByAttributeValue = '', Count = 0 }) => ({ value: GroupByAttributeValue, count: Count }));
      return answer && { groupBy: GroupByAttribute, groups };
    },

    remove: async (arn) => (await ifThere(() => client.send(new DeleteInsightCommand({ InsightArn: arn })))) !== undefined,
  };

  async function ifThere<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await pace(call);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
}

/** An attribute that the SDK does not know is dropped on its way; what it does know, Security Hub judges. */
const asSent = (filters: InsightFilters): AwsSecurityFindingFilters => filters;

function readInsight(insight: { InsightArn?: string; Name?: string; Filters?: unknown; GroupByAttribute?: string }): Insight[] {
  const { InsightArn: arn, Name: name = '', GroupByAttribute: groupBy = '' } = insight;
  const filters = InsightFilters.safeParse(insight.Filters);
  return arn === undefined ? [] : [{ arn, name, groupBy, filters: filters.success ? filters.data : {} }];
}
