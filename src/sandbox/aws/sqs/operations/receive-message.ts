import * as z from 'zod';
import type { Waiting } from '../../../wire.ts';
import { attributesDigest, chosenAttributes, md5 } from '../message-attributes.ts';
import { assertRange, operation, QueueUrl } from '../operation.ts';
import type { Message, Queue } from '../queue.ts';
import { SqsError } from '../sqs-error.ts';

const SYSTEM_ATTRIBUTES: readonly string[] = [
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
];

const Names = z.array(z.string()).default([]);

export const receiveMessage = operation(
  z.object({
    QueueUrl,
    MaxNumberOfMessages: z.number().default(1),
    VisibilityTimeout: z.number().optional(),
    WaitTimeSeconds: z.number().optional(),
    AttributeNames: Names,
    MessageSystemAttributeNames: Names,
    MessageAttributeNames: Names,
  }),
  async (input, { sqs, waiting }) => {
    const queue = sqs.at(input.QueueUrl);
    assertRange('MaxNumberOfMessages', input.MaxNumberOfMessages, 1, 10);
    assertRange('VisibilityTimeout', input.VisibilityTimeout, 0, 43_200);
    assertRange('WaitTimeSeconds', input.WaitTimeSeconds, 0, 20);
    const names = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    const unknown = names.find((name) => !SYSTEM_ATTRIBUTES.includes(name));
    if (unknown) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);

    const { VisibilityTimeout, ReceiveMessageWaitTimeSeconds } = queue.settings.numbers;
    const visibilityMs = (input.VisibilityTimeout ?? VisibilityTimeout) * 1000;
    const waitMs = (input.WaitTimeSeconds ?? ReceiveMessageWaitTimeSeconds) * 1000;
    const received = await longPoll(queue, () => queue.receive(input.MaxNumberOfMessages, visibilityMs), waitMs, waiting);
    if (received.length === 0) return {};
    return {
      Messages: received.map(({ message, receipt }) => {
        const attributes = chosenAttributes(message.attributes, input.MessageAttributeNames);
        return {
          MessageId: message.id,
          ReceiptHandle: receipt,
          Body: message.body,
          MD5OfBody: md5(message.body),
          ...nonEmpty('Attributes', chosenSystem(message, names)),
          ...nonEmpty('MessageAttributes', attributes),
          MD5OfMessageAttributes: attributesDigest(attributes),
        };
      }),
    };
  },
);

/** Waits in real time, as the client's socket does, even where the clock stands still. Whoever has gone meanwhile takes nothing. */
async function longPoll<T>(queue: Queue, take: () => T[], waitMs: number, waiting: Waiting): Promise<T[]> {
  const end = performance.now() + waitMs;
  for (;;) {
    const over = queue.closed || waiting.gone.aborted;
    const taken = over ? [] : take();
    const left = end - performance.now();
    if (taken.length > 0 || left <= 0 || over) return taken;
    await parked(queue, left, waiting);
  }
}

function parked(queue: Queue, ms: number, { idle, gone }: Waiting): Promise<void> {
  return new Promise((resolve) => {
    const resume = idle();
    const timeout = setTimeout(wake, ms);
    const leave = queue.park(wake);
    gone.addEventListener('abort', wake);
    // Busy again within the very call that woke us, so that nobody sees a moment of quiet between the two.
    function wake() {
      clearTimeout(timeout);
      leave();
      gone.removeEventListener('abort', wake);
      resume();
      resolve();
    }
  });
}

function chosenSystem(message: Message, names: readonly string[]): Record<string, string> {
  const all = {
    SenderId: 'AIDASANDBOX',
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...message.system,
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)));
}

const nonEmpty = (name: string, values: object) => (Object.keys(values).length > 0 ? { [name]: values } : {});
