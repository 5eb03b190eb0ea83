import * as z from 'zod';
import { NextToken, operation, page } from '../operation.ts';
import { invalidParameter } from '../sns-error.ts';
import { Tags } from './tags.ts';

/** Kept and told again; of no effect here. */
const ATTRIBUTES: readonly string[] = ['DisplayName', 'Policy', 'DeliveryPolicy', 'KmsMasterKeyId', 'TracingConfig', 'SignatureVersion'];

const FIFO: readonly string[] = ['FifoTopic', 'ContentBasedDeduplication'];

const Attributes = z.record(z.string(), z.string()).default({});

export const createTopic = operation(z.object({ Name: z.string(), Attributes, Tags: Tags.default([]) }), (input, topics) => {
  const fifo = input.Attributes['FifoTopic'] === 'true';
  const unknown = Object.keys(input.Attributes).find((name) => !ATTRIBUTES.includes(name) && !(fifo && FIFO.includes(name)));
  if (unknown) throw invalidParameter(`AttributeName: ${unknown}`);
  if (fifo !== input.Name.endsWith('.fifo')) {
    throw invalidParameter('Topic Name Reason: the name of a FIFO topic, and of no other, ends with .fifo');
  }
  return { TopicArn: topics.create(input.Name, input.Attributes, new Map(input.Tags.map(({ Key, Value }) => [Key, Value]))).arn };
});

/** A topic that is not there can be deleted all the same. */
export const deleteTopic = operation(z.object({ TopicArn: z.string() }), ({ TopicArn }, topics) => {
  topics.delete(TopicArn);
  return {};
});

export const listTopics = operation(z.object({ NextToken }), (input, topics) => {
  const found = page(topics.all(), input.NextToken);
  return { Topics: found.items.map(({ arn }) => ({ TopicArn: arn })), NextToken: found.NextToken };
});

export const getTopicAttributes = operation(z.object({ TopicArn: z.string() }), ({ TopicArn }, topics) => {
  const { arn, attributes, subscriptions, unsubscribed } = topics.at(TopicArn);
  const pending = [...subscriptions.values()].filter((subscription) => subscription.pending).length;
  const all = {
    DisplayName: '',
    ...attributes,
    TopicArn: arn,
    Owner: topics.account,
    SubscriptionsConfirmed: String(subscriptions.size - pending),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: String(unsubscribed),
  };
  return { Attributes: new Map(Object.entries(all)) };
});
