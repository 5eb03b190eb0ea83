import * as z from 'zod';
import { notFound } from '../errors.ts';
import { Arn, read } from '../input.ts';
import { productSubscriptionArn } from '../integrations.ts';
import type { Operation } from '../operation.ts';

const Input = z.object({ ProductSubscriptionArn: Arn });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DisableImportFindingsForProduct.html */
export const disableImportFindingsForProduct: Operation = ({ input }, hub) => {
  const { ProductSubscriptionArn: arn } = read(Input, input);
  const id = [...hub.integrations].find((one) => productSubscriptionArn(one, hub) === arn);
  if (id === undefined) throw notFound(`Product subscription ${arn} was not found`);
  hub.integrations.delete(id);
  hub.changed();
  return {};
};
