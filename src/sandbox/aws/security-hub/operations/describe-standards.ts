import { read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { PageQuery } from '../pages.ts';
import { standardsOf } from '../standards/catalogue.ts';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeStandards.html */
export const describeStandards: Operation = ({ input }, hub) => {
  const all = new Map(standardsOf(hub.region).map((standard) => [standard.StandardsArn, standard]));
  const { keys, ...next } = hub.page(read(PageQuery, input), ['DescribeStandards'], () => [...all.keys()]);
  return { Standards: keys.flatMap((arn) => all.get(arn) ?? []), ...next };
};
