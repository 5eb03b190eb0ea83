import { read } from '../input.ts';
import { productSubscriptionArn } from '../integrations.ts';
import type { Operation } from '../operation.ts';
import { PageQuery } from '../pages.ts';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ListEnabledProductsForImport.html */
export const listEnabledProductsForImport: Operation = ({ input }, hub) => {
  const { keys, ...next } = hub.page(read(PageQuery, input), ['ListEnabledProductsForImport'], () => [...hub.integrations]);
  return { ProductSubscriptions: keys.map((id) => productSubscriptionArn(id, hub)), ...next };
};
