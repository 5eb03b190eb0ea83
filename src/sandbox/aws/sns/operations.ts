import type { Operation } from './operation.ts';
import { publish } from './operations/publish.ts';
import { listSubscriptionsByTopic, subscribe, unsubscribe } from './operations/subscriptions.ts';
import { createTopic, getTopicAttributes, listTopics } from './operations/topics.ts';

/** Everything this SNS can do, by SNS's names. */
export const operations: Readonly<Record<string, Operation>> = {
  CreateTopic: createTopic,
  ListTopics: listTopics,
  GetTopicAttributes: getTopicAttributes,
  Publish: publish,
  Subscribe: subscribe,
  Unsubscribe: unsubscribe,
  ListSubscriptionsByTopic: listSubscriptionsByTopic,
};
