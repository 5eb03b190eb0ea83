import { createHash } from 'node:crypto';
import * as z from 'zod';
import { SqsError } from './sqs-error.ts';

/** A message attribute as SQS carries it: StringValue, or BinaryValue in base64. */
export const MessageAttribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
export type MessageAttribute = z.infer<typeof MessageAttribute>;
export type MessageAttributes = Record<string, MessageAttribute>;

const MOST = 10;
const DATA_TYPE = /^(String|Number|Binary)(\..+)?$/;
const NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)(?!(?:AWS|Amazon)\.)[\w.-]{1,256}$/;

/** Refuses attributes as SQS does; what it lets pass can be digested and sized. */
export function assertAttributes(attributes: MessageAttributes): void {
  const refuse = (message: string) => new SqsError('InvalidParameterValue', message);
  const count = Object.keys(attributes).length;
  if (count > MOST) throw refuse(`Number of message attributes [${count}] exceeds the allowed maximum [${MOST}].`);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!NAME.test(name)) throw refuse(`Message (user) attribute name '${name}' is invalid.`);
    const type = DATA_TYPE.exec(DataType)?.[1];
    if (!type) throw refuse(`The type of message (user) attribute '${name}' is invalid. You must use only: Binary, Number, String.`);
    const value = type === 'Binary' ? BinaryValue : StringValue;
    if (!value) throw refuse(`Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`);
    if (type === 'Number' && !Number.isFinite(Number(value))) {
      throw refuse(`Can't cast the value of message (user) attribute '${name}' to a number.`);
    }
  }
}

/** Bytes they count towards the size of a message: names, types and values. */
export function attributesSize(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, attribute]) => sum + Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + bytesOf(attribute).length,
    0,
  );
}

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** MD5OfMessageAttributes as the developer guide lays it out ("Calculating the MD5 message digest for message attributes"). */
export function attributesDigest(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const sized = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    sized(Buffer.from(name));
    sized(Buffer.from(attribute.DataType));
    hash.update(Buffer.from([isBinary(attribute) ? 2 : 1]));
    sized(bytesOf(attribute));
  }
  return hash.digest('hex');
}

/** Those a receiver asked for: `All`, `.*`, a name, or the beginning of names (`shub.*`). */
export function chosenAttributes(attributes: MessageAttributes, asked: readonly string[]): MessageAttributes {
  const wanted = (name: string) =>
    asked.some((ask) => ask === 'All' || ask === name || (ask.endsWith('.*') && name.startsWith(ask.slice(0, -2))));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}

const isBinary = ({ DataType }: MessageAttribute) => DataType.startsWith('Binary');

function bytesOf(attribute: MessageAttribute): Buffer {
  return isBinary(attribute) ? Buffer.from(attribute.BinaryValue ?? '', 'base64') : Buffer.from(attribute.StringValue ?? '');
}
