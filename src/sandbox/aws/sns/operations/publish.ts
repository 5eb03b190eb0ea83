import * as z from 'zod';
import { assertAttributes, attributesSize, MessageAttribute } from '../message-attributes.ts';
import { operation } from '../operation.ts';
import { invalidParameter } from '../sns-error.ts';
import type { Publication } from '../topics.ts';

const MOST_BYTES = 262_144;

/** ASCII, beginning with a letter, number or punctuation mark, no line breaks or controls, under 100 characters (API reference). */
const SUBJECT = /^[!-~][ -~]{0,98}$/;

export const publish = operation(
  z.object({
    TopicArn: z.string().optional(),
    TargetArn: z.string().optional(),
    PhoneNumber: z.never('the sandbox sends no SMS').optional(),
    Message: z.string(),
    Subject: z.string().optional(),
    MessageStructure: z.literal('json').optional(),
    MessageAttributes: z.record(z.string(), MessageAttribute).default({}),
  }),
  ({ TopicArn, TargetArn, Message, Subject, MessageStructure, MessageAttributes }, topics) => {
    const topic = topics.at(TopicArn ?? TargetArn);
    if (Subject !== undefined && !SUBJECT.test(Subject)) throw invalidParameter('Subject');
    if (Message === '') throw invalidParameter('Empty message');
    assertAttributes(MessageAttributes);
    if (Buffer.byteLength(Message) + attributesSize(MessageAttributes) > MOST_BYTES) throw invalidParameter('Message too long');
    const messageFor = MessageStructure === 'json' ? byProtocol(Message) : () => Message;
    return { MessageId: topics.publish(topic, { subject: Subject, messageFor, attributes: MessageAttributes }) };
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
