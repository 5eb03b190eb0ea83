import * as z from 'zod';
import { Arn, read } from '../input.ts';
import { insightResults, theInsight } from '../insight-results.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ InsightArn: Arn });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetInsightResults.html */
export const getInsightResults: Operation = ({ input }, hub) => {
  const insight = theInsight(hub, read(Input, input).InsightArn);
  const { InsightArn, GroupByAttribute } = insight;
  return { InsightResults: { InsightArn, GroupByAttribute, ResultValues: insightResults(insight, hub) } };
};
