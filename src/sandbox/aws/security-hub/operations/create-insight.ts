import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { limitExceeded } from '../errors.ts';
import { SearchFilters } from '../filters/filters.ts';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import { GroupByAttribute } from '../insight-results.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ Name: NonEmpty, Filters: SearchFilters, GroupByAttribute });

/** A hard quota: https://docs.aws.amazon.com/general/latest/gr/sechub.html */
const MOST = 100;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateInsight.html */
export const createInsight: Operation = ({ input }, hub) => {
  const { Name, GroupByAttribute } = read(Input, input);
  if (hub.insights.size >= MOST) throw limitExceeded(`The limit of ${MOST} custom insights is exceeded`);
  const InsightArn = `arn:aws:securityhub:${hub.region}:${hub.account}:insight/${hub.account}/custom/${randomUUID()}`;
  hub.insights.set(InsightArn, { InsightArn, Name, Filters: input['Filters'], GroupByAttribute });
  hub.changed();
  return { InsightArn };
};
