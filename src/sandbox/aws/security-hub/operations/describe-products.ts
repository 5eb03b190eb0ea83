import * as z from 'zod';
import { invalidInput } from '../errors.ts';
import { Arn, read } from '../input.ts';
import { integrationIds, integrationOf, product } from '../integrations.ts';
import type { Operation } from '../operation.ts';
import { PageQuery } from '../pages.ts';

const Input = z.object({ ProductArn: Arn.optional(), ...PageQuery.shape });

/** Whether enabled or not. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeProducts.html */
export const describeProducts: Operation = ({ input }, hub) => {
  const { ProductArn: arn, ...request } = read(Input, input);
  const wanted = arn === undefined ? undefined : integrationOf(arn, hub.region);
  if (arn !== undefined && wanted === undefined)
    throw invalidInput(`Invalid ProductArn in the input: ${arn} is not a product of ${hub.region}`);
  const { keys, ...next } = hub.page(request, ['DescribeProducts', arn], () => (wanted === undefined ? integrationIds : [wanted]));
  return { Products: keys.flatMap((id) => product(id, hub) ?? []), ...next };
};
