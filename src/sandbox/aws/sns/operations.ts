import type { Operation } from './operation.ts';
import { publish } from './operations/publish.ts';
import { listSubscriptionsByTopic, subscribe, unsubscribe } from './operations/subscriptions.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tags.ts';
import { createTopic, deleteTopic, getTopicAttributes, listTopics } from './operations/topics.ts';

/** Everything this SNS can do, by SNS's names. */
export const operations: Readonly<Record<string, Operation>> = {
  CreateTopic: createTopic,
  DeleteTopic: deleteTopic,
  ListTopics: listTopics,
  GetTopicAttributes: getTopicAttributes,
  Publish: publish,
  Subscribe: subscribe,
  Unsubscribe: unsubscribe,
  ListSubscriptionsByTopic: listSubscriptionsByTopic,
  TagResource: tagResource,
  UntagResource: untagResource,
  ListTagsForResource: listTagsForResource,
};
