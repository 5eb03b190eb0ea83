import * as z from 'zod';
import { inBatch } from '../batch.ts';
import { assertRange, operation, QueueUrl } from '../operation.ts';
import type { Queue } from '../queue.ts';

const Entry = z.object({ Id: z.string(), ReceiptHandle: z.string() });

export const deleteMessage = operation(z.object({ QueueUrl, ReceiptHandle: z.string() }), (input, { sqs }) => {
  sqs.at(input.QueueUrl).remove(input.ReceiptHandle);
  return {};
});

export const deleteMessageBatch = operation(z.object({ QueueUrl, Entries: z.array(Entry) }), (input, { sqs }) => {
  const queue = sqs.at(input.QueueUrl);
  return inBatch(input.Entries, ({ ReceiptHandle }) => {
    queue.remove(ReceiptHandle);
    return {};
  });
});

export const changeMessageVisibility = operation(
  z.object({ QueueUrl, ReceiptHandle: z.string(), VisibilityTimeout: z.number() }),
  (input, { sqs }) => changeVisibility(sqs.at(input.QueueUrl), input),
);

export const changeMessageVisibilityBatch = operation(
  z.object({ QueueUrl, Entries: z.array(Entry.extend({ VisibilityTimeout: z.number().default(0) })) }),
  (input, { sqs }) => {
    const queue = sqs.at(input.QueueUrl);
    return inBatch(input.Entries, (entry) => changeVisibility(queue, entry));
  },
);

function changeVisibility(queue: Queue, entry: { ReceiptHandle: string; VisibilityTimeout: number }): object {
  assertRange('VisibilityTimeout', entry.VisibilityTimeout, 0, 43_200);
  queue.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout * 1000);
  return {};
}
