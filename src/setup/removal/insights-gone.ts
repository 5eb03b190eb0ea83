import { DeleteInsightCommand, GetInsightsCommand, ResourceNotFoundException, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import { isOurs } from '../../aws/insights/own-insights.ts';
import type { Pace } from '../../aws/pace.ts';
import { isHubOff } from '../../aws/refusals.ts';
import type { Step } from '../step.ts';

/** Removes the insights by which shub counts; those that people made, in Slack or in the console, are theirs. */
export function insightsGone({ client, pace, table }: { client: SecurityHubClient; pace: Pace; table: string }): Step {
  async function find(): Promise<string[]> {
    const found: string[] = [];
    let NextToken: string | undefined;
    try {
      do {
        const page = await pace(() => client.send(new GetInsightsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) })));
        for (const { Name = '', InsightArn } of page.Insights ?? []) if (InsightArn && isOurs(Name, table)) found.push(InsightArn);
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    } catch (error) {
      if (isHubOff(error)) return [];
      throw error;
    }
  }

  async function remove(InsightArn: string): Promise<void> {
    try {
      await pace(() => client.send(new DeleteInsightCommand({ InsightArn })));
    } catch (error) {
      // The answer to our own call was lost, or somebody was faster.
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }

  return {
    name: 'Insights',

    async look() {
      const { length } = await find();
      if (length === 0) return { kind: 'so', words: `none is named "${table} counts …"` };
      return { kind: 'to do', words: `delete the ${length} by which shub counts, "${table} counts …"; those that people made stay` };
    },

    async do() {
      for (const arn of await find()) await remove(arn);
    },
  };
}
