import * as z from 'zod';
import { SearchFilters } from '../filters/filters.ts';
import { NonEmpty } from '../finding.ts';
import { Arn, read } from '../input.ts';
import { GroupByAttribute, theCustomInsight } from '../insight-results.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({
  InsightArn: Arn,
  Name: NonEmpty.optional(),
  Filters: SearchFilters.optional(),
  GroupByAttribute: GroupByAttribute.optional(),
});

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_UpdateInsight.html */
export const updateInsight: Operation = ({ input }, hub) => {
  const change = read(Input, input);
  const insight = theCustomInsight(hub, change.InsightArn);
  hub.insights.set(insight.InsightArn, {
    InsightArn: insight.InsightArn,
    Name: change.Name ?? insight.Name,
    Filters: input['Filters'] ?? insight.Filters,
    GroupByAttribute: change.GroupByAttribute ?? insight.GroupByAttribute,
  });
  hub.changed();
  return {};
};
