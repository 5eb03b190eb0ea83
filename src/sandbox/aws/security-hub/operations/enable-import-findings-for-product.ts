import * as z from 'zod';
import { conflict, invalidInput } from '../errors.ts';
import { Arn, read } from '../input.ts';
import { integrationOf, productSubscriptionArn } from '../integrations.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ ProductArn: Arn });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableImportFindingsForProduct.html */
export const enableImportFindingsForProduct: Operation = ({ input }, hub) => {
  const { ProductArn } = read(Input, input);
  const id = integrationOf(ProductArn, hub.region);
  if (id === undefined) throw invalidInput(`Invalid ProductArn in the input: ${ProductArn} is not a product of ${hub.region}`);
  if (hub.integrations.has(id)) throw conflict(`Product ${ProductArn} is already enabled in account ${hub.account}`);
  hub.integrations.add(id);
  hub.changed();
  return { ProductSubscriptionArn: productSubscriptionArn(id, hub) };
};
