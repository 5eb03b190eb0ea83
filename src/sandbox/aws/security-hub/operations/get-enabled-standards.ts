import * as z from 'zod';
import { Arn, read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { PageRequest } from '../pages.ts';
import { standardIdOfSubscription, subscriptionArn } from '../standards/catalogue.ts';
import { described } from '../standards/described.ts';

const Input = z.object({ StandardsSubscriptionArns: z.array(Arn).min(1).max(25).optional(), ...PageRequest.shape });

/** What is asked for and not enabled is left out. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetEnabledStandards.html */
export const getEnabledStandards: Operation = ({ input }, hub) => {
  const { StandardsSubscriptionArns: arns, ...request } = read(Input, input);
  const { keys, ...next } = hub.page(request, ['GetEnabledStandards', arns], () => {
    const enabled = hub.standards.all().map(({ id }) => subscriptionArn(id, hub));
    return arns ? arns.filter((arn) => enabled.includes(arn)) : enabled;
  });
  return {
    StandardsSubscriptions: keys.flatMap((arn) => {
      const id = standardIdOfSubscription(arn, hub);
      const subscription = id && hub.standards.get(id);
      return subscription ? [described(subscription, hub)] : [];
    }),
    ...next,
  };
};
