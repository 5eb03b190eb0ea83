import * as z from 'zod';
import { Arn, read } from '../input.ts';
import { theCustomInsight } from '../insight-results.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ InsightArn: Arn });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DeleteInsight.html */
export const deleteInsight: Operation = ({ input }, hub) => {
  const { InsightArn } = theCustomInsight(hub, read(Input, input).InsightArn);
  hub.insights.delete(InsightArn);
  hub.changed();
  return { InsightArn };
};
