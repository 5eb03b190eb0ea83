import { InvalidPattern } from '../eventbridge/pattern/invalid-pattern.ts';
import { parsePattern } from '../eventbridge/pattern/parse-pattern.ts';
import type { MessageAttribute, MessageAttributes } from './message-attributes.ts';
import { invalidParameter } from './sns-error.ts';

const MOST_KEYS = 5;

/** Whether a subscription wants a message with these attributes. */
export type FilterPolicy = (attributes: MessageAttributes) => boolean;

/** A filter policy on attributes: the language is that of event patterns, on one level (developer guide, "Filter policy constraints"). */
export function parseFilterPolicy(text: string): FilterPolicy {
  try {
    const wants = parsePattern(text);
    const policy = Object.entries(JSON.parse(text));
    if (policy.length > MOST_KEYS) throw new InvalidPattern(`Filter policy can not have more than ${MOST_KEYS} keys`);
    const nested = policy.find(([, wanted]) => !Array.isArray(wanted));
    if (nested) throw new InvalidPattern('Filter policy scope MessageAttributes does not support nested filter policy');
    return (attributes) =>
      wants(Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, valueOfAttribute(attribute)])));
  } catch (error) {
    if (error instanceof InvalidPattern) throw invalidParameter(`FilterPolicy: ${error.message}`);
    throw error;
  }
}

/** A binary attribute has no value a policy can look at. */
function valueOfAttribute({ DataType, StringValue = '' }: MessageAttribute): unknown {
  if (DataType.startsWith('Number')) return Number(StringValue);
  if (DataType.startsWith('Binary')) return undefined;
  if (!DataType.startsWith('String.Array')) return StringValue;
  try {
    return JSON.parse(StringValue);
  } catch {
    return undefined; // no list, and so nothing to match
  }
}
