import * as z from 'zod';
import { parseFilterPolicy } from '../filter-policy.ts';
import { NextToken, operation, page } from '../operation.ts';
import { invalidParameter } from '../sns-error.ts';
import type { Protocol } from '../topics.ts';

/** What an endpoint of each protocol looks like. */
const ENDPOINTS: Record<Protocol, RegExp> = {
  sqs: /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w-]+$/,
  email: /^[^@\s]+@[^@\s]+$/,
  'email-json': /^[^@\s]+@[^@\s]+$/,
  https: /^https:\/\/\S+$/,
};

const isProtocol = (protocol: string): protocol is Protocol => Object.hasOwn(ENDPOINTS, protocol);

/** Strict, so that what is not emulated (RedrivePolicy, a policy on the body, ...) is refused by name. */
const Attributes = z.strictObject({
  FilterPolicy: z.string().optional(),
  FilterPolicyScope: z.literal('MessageAttributes').optional(),
  RawMessageDelivery: z.enum(['true', 'false']).optional(),
});

export const subscribe = operation(
  z.object({
    TopicArn: z.string(),
    Protocol: z.string(),
    Endpoint: z.string(),
    Attributes: Attributes.default({}),
    ReturnSubscriptionArn: z.stringbool().default(false),
  }),
  ({ TopicArn, Protocol: protocol, Endpoint: endpoint, Attributes: attributes, ReturnSubscriptionArn }, topics) => {
    const topic = topics.at(TopicArn);
    if (!isProtocol(protocol)) throw invalidParameter(`Does not support this protocol string: ${protocol}`);
    if (topic.attributes['FifoTopic'] === 'true' && protocol !== 'sqs') throw invalidParameter(`Invalid protocol type: ${protocol}`);
    if (!ENDPOINTS[protocol].test(endpoint)) throw invalidParameter('Endpoint must match the specified protocol');
    const { arn, pending } = topics.subscribe(topic, {
      protocol,
      endpoint,
      attributes: Object.fromEntries(Object.entries(attributes)),
      raw: attributes.RawMessageDelivery === 'true',
      wants: attributes.FilterPolicy === undefined ? () => true : parseFilterPolicy(attributes.FilterPolicy),
    });
    return { SubscriptionArn: pending && !ReturnSubscriptionArn ? 'pending confirmation' : arn };
  },
);

export const unsubscribe = operation(z.object({ SubscriptionArn: z.string() }), ({ SubscriptionArn }, topics) => {
  topics.unsubscribe(SubscriptionArn);
  return {};
});

export const listSubscriptionsByTopic = operation(z.object({ TopicArn: z.string(), NextToken }), (input, topics) => {
  const found = page([...topics.at(input.TopicArn).subscriptions.values()], input.NextToken);
  return {
    Subscriptions: found.items.map(({ arn, topicArn, protocol, endpoint, pending }) => ({
      SubscriptionArn: pending ? 'PendingConfirmation' : arn,
      Owner: topics.account,
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: topicArn,
    })),
    NextToken: found.NextToken,
  };
});
