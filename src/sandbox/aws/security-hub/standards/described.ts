import { standardsArn, subscriptionArn } from './catalogue.ts';
import { isUpdatable, type StandardsSubscription } from './subscriptions.ts';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_StandardsSubscription.html */
export function described(subscription: StandardsSubscription, hub: { account: string; region: string }) {
  const { id, input, status, reason } = subscription;
  return {
    StandardsSubscriptionArn: subscriptionArn(id, hub),
    StandardsArn: standardsArn(id, hub.region),
    StandardsInput: input,
    StandardsStatus: status,
    StandardsControlsUpdatable: isUpdatable(subscription) ? 'READY_FOR_UPDATES' : 'NOT_READY_FOR_UPDATES',
    ...(reason !== undefined && { StandardsStatusReason: { StatusReasonCode: reason } }),
    Provider: 'AWS',
  };
}
