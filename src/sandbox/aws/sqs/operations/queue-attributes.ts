import * as z from 'zod';
import { operation, QueueUrl } from '../operation.ts';
import type { Queue } from '../queue.ts';
import { describeSettings } from '../queue-settings.ts';
import { SqsError } from '../sqs-error.ts';

/** Those a queue may have and has not are left out; any other name is refused. */
const OPTIONAL = [
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'Policy',
  'SqsManagedSseEnabled',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
];

export const getQueueAttributes = operation(z.object({ QueueUrl, AttributeNames: z.array(z.string()).default([]) }), (input, { sqs }) => {
  const all = describe(sqs.at(input.QueueUrl));
  const unknown = input.AttributeNames.find((name) => name !== 'All' && !Object.hasOwn(all, name) && !OPTIONAL.includes(name));
  if (unknown) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const wanted = (name: string) => input.AttributeNames.includes('All') || input.AttributeNames.includes(name);
  return { Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name))) };
});

export const setQueueAttributes = operation(
  z.object({ QueueUrl, Attributes: z.record(z.string(), z.string()) }),
  ({ QueueUrl, Attributes }, { sqs }) => {
    sqs.set(sqs.at(QueueUrl), Attributes);
    return {};
  },
);

function describe(queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = queue.counts();
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ...describeSettings(queue.settings),
  };
}
