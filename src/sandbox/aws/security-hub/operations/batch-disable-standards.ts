import * as z from 'zod';
import { invalidInput } from '../errors.ts';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { standardIdOfSubscription } from '../standards/catalogue.ts';
import { described } from '../standards/described.ts';

const Input = z.object({ StandardsSubscriptionArns: z.array(NonEmpty).min(1).max(25) });

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchDisableStandards.html */
export const batchDisableStandards: Operation = ({ input }, hub) => {
  const subscriptions = read(Input, input).StandardsSubscriptionArns.map((arn) => {
    const id = standardIdOfSubscription(arn, hub);
    const subscription = id && hub.standards.get(id);
    if (!subscription) throw invalidInput(`Invalid parameters in the input: account ${hub.account} has no standards subscription ${arn}`);
    return subscription;
  });
  for (const { id } of subscriptions) hub.standards.disable(id);
  return { StandardsSubscriptions: subscriptions.map((subscription) => described(subscription, hub)) };
};
