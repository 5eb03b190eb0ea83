import {
  type AwsSecurityFinding,
  type AwsSecurityFindingFilters,
  CreateInsightCommand,
  DeleteInsightCommand,
  GetFindingsCommand,
  GetInsightResultsCommand,
  GetInsightsCommand,
  InvalidInputException,
  LimitExceededException,
  ResourceNotFoundException,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { type Group, type Insight, InsightFilters, type InsightQuestion } from '../../domain/insight.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Pace } from '../pace.ts';

/** What Security Hub can do with insights, at its own pace. */
export interface InsightCalls {
  /** All custom insights of this account and region. */
  list(): Promise<Insight[]>;
  /** Throws a UserFacingError with what Security Hub says against it. */
  create(name: string, question: InsightQuestion): Promise<string>;
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
        const page = await pace(() => client.send(new GetInsightsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) })));
        found.push(...(page.Insights ?? []).flatMap(readInsight));
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    },

    async create(Name, { filters, groupBy: GroupByAttribute }) {
      const input = { Name, Filters: asSent(filters), GroupByAttribute };
      const { InsightArn } = await pace(() => client.send(new CreateInsightCommand(input)), { quota: true }).catch((error: unknown) => {
        throw inWords(error);
      });
      if (!InsightArn) throw new Error('Security Hub made an insight without an ARN');
      return InsightArn;
    },

    async results(arn) {
      const answer = await ifThere(() => client.send(new GetInsightResultsCommand({ InsightArn: arn })));
      const { GroupByAttribute = '', ResultValues = [] } = answer?.InsightResults ?? {};
      const groups = ResultValues.map(({ GroupByAttributeValue = '', Count = 0 }) => ({ value: GroupByAttributeValue, count: Count }));
      return answer && { groupBy: GroupByAttribute, groups };
    },

    async findings(filters, size) {
      const SortCriteria = [{ Field: 'SeverityNormalized', SortOrder: 'desc' as const }];
      const { Findings = [] } = await client.send(new GetFindingsCommand({ Filters: asSent(filters), SortCriteria, MaxResults: size }));
      return Findings;
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

function inWords(error: unknown): unknown {
  if (error instanceof InvalidInputException) {
    return new UserFacingError('bad_arguments', `Security Hub does not take this insight: ${error.message}`, { cause: error });
  }
  if (error instanceof LimitExceededException) {
    return new UserFacingError(
      'bad_arguments',
      'Security Hub keeps 100 custom insights for an account and region, and there are that many. Delete one first: `/shub insight list`.',
      { cause: error },
    );
  }
  return error;
}
