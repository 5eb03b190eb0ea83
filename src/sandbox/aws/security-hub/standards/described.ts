import { standardsArn, subscriptionArn } from './catalogue.ts';
import type { StandardsSubscription } from './subscriptions.ts';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_StandardsSubscription.html */
export function described({ id, input, status, reason }: StandardsSubscription, hub: { account: string; region: string }) {
  return {
    StandardsSubscriptionArn: subscriptionArn(id, hub),
    StandardsArn: standardsArn(id, hub.region),
    StandardsInput: input,
    StandardsStatus: status,
    StandardsControlsUpdatable: status === 'READY' || status === 'INCOMPLETE' ? 'READY_FOR_UPDATES' : 'NOT_READY_FOR_UPDATES',
    ...(reason !== undefined && { StandardsStatusReason: { StatusReasonCode: reason } }),
    Provider: 'AWS',
  };
}
