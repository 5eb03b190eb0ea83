import * as z from 'zod';
import { type Draft, type SqsAccount, sizeOf } from '../account.ts';
import { inBatch } from '../batch.ts';
import { assertAttributes, attributesDigest, MessageAttribute, md5 } from '../message-attributes.ts';
import { assertRange, operation, QueueUrl } from '../operation.ts';
import type { Queue } from '../queue.ts';
import { SqsError } from '../sqs-error.ts';

const BATCH_BYTES = 1_048_576;
/** Whatever XML 1.0 has no place for, lone surrogates included. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const Sendable = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().optional(),
  MessageAttributes: z.record(z.string(), MessageAttribute).default({}),
  MessageSystemAttributes: z.record(z.enum(['AWSTraceHeader']), MessageAttribute).optional(),
  /** On a standard queue: which tenant of a fair queue the message belongs to. */
  MessageGroupId: z.string().min(1).max(128).optional(),
  MessageDeduplicationId: z.string().optional(),
});
type Sendable = z.infer<typeof Sendable>;

export const sendMessage = operation(Sendable.extend({ QueueUrl }), (input, { sqs }) => send(sqs, sqs.at(input.QueueUrl), input));

export const sendMessageBatch = operation(
  z.object({ QueueUrl, Entries: z.array(Sendable.extend({ Id: z.string() })) }),
  ({ QueueUrl, Entries }, { sqs }) => {
    const queue = sqs.at(QueueUrl);
    const bytes = Entries.reduce((sum, entry) => sum + sizeOf(draftOf(entry)), 0);
    if (bytes > BATCH_BYTES) {
      throw new SqsError('BatchRequestTooLong', `Batch requests cannot be longer than ${BATCH_BYTES} bytes. You have sent ${bytes} bytes.`);
    }
    return inBatch(Entries, (entry) => send(sqs, queue, entry));
  },
);

function send(sqs: SqsAccount, queue: Queue, message: Sendable): object {
  assertSendable(queue, message);
  const { MessageBody, MessageAttributes, MessageSystemAttributes = {} } = message;
  return {
    MessageId: sqs.send(queue, draftOf(message)),
    MD5OfMessageBody: md5(MessageBody),
    MD5OfMessageAttributes: attributesDigest(MessageAttributes),
    MD5OfMessageSystemAttributes: attributesDigest(MessageSystemAttributes),
  };
}

function draftOf({ MessageBody, MessageAttributes, MessageSystemAttributes, MessageGroupId, DelaySeconds }: Sendable): Draft {
  const trace = MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  return {
    body: MessageBody,
    attributes: MessageAttributes,
    system: { ...(MessageGroupId && { MessageGroupId }), ...(trace && { AWSTraceHeader: trace }) },
    delay: DelaySeconds,
  };
}

function assertSendable(queue: Queue, message: Sendable): void {
  const limit = queue.settings.numbers.MaximumMessageSize;
  if (message.MessageBody === '') throw new SqsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (FORBIDDEN.test(message.MessageBody)) {
    throw new SqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  assertRange('DelaySeconds', message.DelaySeconds, 0, 900);
  assertAttributes(message.MessageAttributes);
  if (message.MessageDeduplicationId !== undefined) {
    throw new SqsError(
      'InvalidParameterValue',
      'The request include parameter MessageDeduplicationId which is not valid for this queue type',
    );
  }
  if (sizeOf(draftOf(message)) > limit) {
    throw new SqsError('InvalidParameterValue', `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
  }
}
