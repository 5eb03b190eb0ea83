import * as z from 'zod';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import { theInsight } from '../insight-results.ts';
import { MANAGED_INSIGHTS } from '../managed-insights.ts';
import type { Operation } from '../operation.ts';
import { PageRequest } from '../pages.ts';

const Input = z.object({ InsightArns: z.array(NonEmpty).optional(), ...PageRequest.shape });

/** Without ARNs all custom insights and no managed ones. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetInsights.html */
export const getInsights: Operation = ({ input }, hub) => {
  const { InsightArns: arns, ...request } = read(Input, input);
  const { keys, ...next } = hub.page(
    request,
    ['GetInsights', arns],
    () => arns?.map((arn) => theInsight(hub, arn).InsightArn) ?? [...hub.insights.keys()],
  );
  return { Insights: keys.flatMap((arn) => hub.insights.get(arn) ?? MANAGED_INSIGHTS.get(arn) ?? []), ...next };
};
