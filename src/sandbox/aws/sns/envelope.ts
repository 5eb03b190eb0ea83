import { type MessageAttributes, textOf } from './message-attributes.ts';

interface Published {
  at: number;
  topicArn: string;
  messageId: string;
  subject?: string | undefined;
  message: string;
  attributes: MessageAttributes;
}

/** The JSON a queue gets without raw delivery; unsigned, as the sandbox has no certificate of Amazon's. */
export function envelope({ at, topicArn, messageId, subject, message, attributes }: Published): string {
  const named = Object.entries(attributes).map(([name, attribute]) => [name, { Type: attribute.DataType, Value: textOf(attribute) }]);
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    Subject: subject,
    Message: message,
    Timestamp: new Date(at).toISOString(),
    MessageAttributes: named.length > 0 ? Object.fromEntries(named) : undefined,
  });
}
