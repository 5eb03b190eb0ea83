import * as z from 'zod';
import { fifoOf } from '../fifo.ts';
import { assertAttributes, attributesSize, MessageAttribute } from '../message-attributes.ts';
import { operation } from '../operation.ts';
import { invalidParameter } from '../sns-error.ts';
import type { Publication } from '../topics.ts';

const MOST_BYTES = 262_144;

/** ASCII, beginning with a letter, number or punctuation mark, no line breaks or controls, under 100 characters (API reference). */
const SUBJECT = /^[!-~][ -~]{0,98}$/;

const FifoName = z.string().regex(/^[!-~]{1,128}$/);

export const publish = operation(
  z.object({
    TopicArn: z.string().optional(),
    TargetArn: z.string().optional(),
    PhoneNumber: z.never('the sandbox sends no SMS').optional(),
    Message: z.string(),
    Subject: z.string().optional(),
    MessageStructure: z.literal('json').optional(),
    MessageAttributes: z.record(z.string(), MessageAttribute).default({}),
    MessageGroupId: FifoName.optional(),
    MessageDeduplicationId: FifoName.optional(),
  }),
  ({ TopicArn, TargetArn, Message, Subject, MessageStructure, MessageAttributes, ...order }, topics) => {
    const topic = topics.at(TopicArn ?? TargetArn);
    if (Subject !== undefined && !SUBJECT.test(Subject)) throw invalidParameter('Subject');
    if (Message === '') throw invalidParameter('Empty message');
    assertAttributes(MessageAttributes);
    if (Buffer.byteLength(Message) + attributesSize(MessageAttributes) > MOST_BYTES) throw invalidParameter('Message too long');
    const messageFor = MessageStructure === 'json' ? byProtocol(Message) : () => Message;
    const fifo = fifoOf(topic.attributes, Message, order);
    const { messageId, sequenceNumber } = topics.publish(topic, { subject: Subject, messageFor, attributes: MessageAttributes, fifo });
    return { MessageId: messageId, SequenceNumber: sequenceNumber };
  },
);

const Structure = z.looseObject({ default: z.string() });

/** With MessageStructure json the message names a text for each protocol, and a default one. */
function byProtocol(message: string): Publication['messageFor'] {
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const structure = Structure.safeParse(json);
  if (!structure.success) throw invalidParameter('Message Structure - No default entry in JSON message body');
  return (protocol) => {
    const own = structure.data[protocol];
    return typeof own === 'string' ? own : structure.data.default;
  };
}
