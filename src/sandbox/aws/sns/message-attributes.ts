import * as z from 'zod';
import { invalidParameter } from './sns-error.ts';

/** A message attribute of SNS; BinaryValue is base64. */
export const MessageAttribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
export type MessageAttribute = z.infer<typeof MessageAttribute>;
export type MessageAttributes = Record<string, MessageAttribute>;

const DATA_TYPE = /^(String\.Array|String|Number|Binary)(\..+)?$/;
const NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)[\w.-]{1,256}$/;

export function assertAttributes(attributes: MessageAttributes): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!NAME.test(name)) throw invalidParameter(`The message attribute name '${name}' is invalid.`);
    if (!DATA_TYPE.test(attribute.DataType)) {
      throw invalidParameter(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    if (!textOf(attribute)) throw invalidParameter(`The message attribute '${name}' must contain non-empty message attribute value.`);
    const number = attribute.DataType.startsWith('Number') ? Number(attribute.StringValue) : 0;
    if (Number.isNaN(number)) throw invalidParameter(`Could not cast message attribute '${name}' value to number.`);
  }
}

/** The value as text; binary as base64. */
export const textOf = ({ StringValue, BinaryValue }: MessageAttribute) => StringValue ?? BinaryValue ?? '';

/** Bytes they count towards the size of a message. */
export const attributesSize = (attributes: MessageAttributes) =>
  Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum + Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + Buffer.byteLength(textOf(attribute)),
    0,
  );
