import * as z from 'zod';
import { operation, QueueUrl } from '../operation.ts';
import { SqsError } from '../sqs-error.ts';

const MINUTE = 60_000;

export const createQueue = operation(
  z.object({ QueueName: z.string(), Attributes: z.record(z.string(), z.string()).default({}) }),
  ({ QueueName, Attributes }, { sqs }) => ({ QueueUrl: sqs.create(QueueName, Attributes).url }),
);

export const deleteQueue = operation(z.object({ QueueUrl }), (input, { sqs }) => {
  sqs.delete(sqs.at(input.QueueUrl));
  return {};
});

export const getQueueUrl = operation(z.object({ QueueName: z.string() }), ({ QueueName }, { sqs }) => ({
  QueueUrl: sqs.named(QueueName).url,
}));

const Page = { MaxResults: z.int().min(1).max(1000).default(1000), NextToken: z.string().optional() };

export const listQueues = operation(z.object({ QueueNamePrefix: z.string().default(''), ...Page }), (input, { sqs }) => {
  const urls = sqs.queues().filter(({ name }) => name.startsWith(input.QueueNamePrefix));
  const { items, NextToken } = page(
    urls.map(({ url }) => url),
    input,
  );
  return { QueueUrls: items, NextToken };
});

export const listDeadLetterSourceQueues = operation(z.object({ QueueUrl, ...Page }), (input, { sqs }) => {
  const { arn } = sqs.at(input.QueueUrl);
  const sources = sqs.queues().filter(({ settings }) => settings.redrive?.target === arn);
  const { items, NextToken } = page(
    sources.map(({ url }) => url),
    input,
  );
  return { queueUrls: items, NextToken }; // a small q: the API's own spelling
});

export const purgeQueue = operation(z.object({ QueueUrl }), (input, { sqs }) => {
  const queue = sqs.at(input.QueueUrl);
  const before = sqs.purgedAt.get(queue.name);
  if (before !== undefined && sqs.clock.now() - before < MINUTE) {
    throw new SqsError('PurgeQueueInProgress', `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`);
  }
  sqs.purgedAt.set(queue.name, sqs.clock.now());
  queue.purge();
  return {};
});

function page(all: string[], { MaxResults, NextToken }: { MaxResults: number; NextToken?: string | undefined }) {
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64').toString());
  if (!Number.isInteger(from)) throw new SqsError('InvalidParameterValue', 'Invalid or expired next token.');
  const to = from + MaxResults;
  return { items: all.slice(from, to), NextToken: to < all.length ? Buffer.from(String(to)).toString('base64') : undefined };
}
