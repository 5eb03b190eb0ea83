import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type AlertPage, pageSubject, subjectLine } from '../domain/alert-page.ts';
import type { Pager, Sent } from '../flows/services.ts';
import { failure } from './failure.ts';

interface Topics {
  alerts?: string | undefined;
  operations?: string | undefined;
}

interface Message {
  subject: string;
  text: string;
  /** What subscriptions can filter by. */
  attributes?: Record<string, string | undefined>;
  /** On a FIFO topic: what keeps its order, and what makes the same message the same. */
  group: string;
  id: string;
}

/** Two SNS topics: one for those who look after findings, one for those who look after shub. */
export function snsPager(client: SNSClient, { alerts, operations }: Topics): Pager {
  async function publish(topic: string | undefined, { subject, text, attributes = {}, group, id }: Message): Promise<Sent> {
    if (topic === undefined) return { is: 'nowhere' };
    try {
      await client.send(
        new PublishCommand({
          TopicArn: topic,
          Subject: subject,
          Message: text,
          MessageAttributes: attributesOf(attributes),
          ...(topic.endsWith('.fifo') && { MessageGroupId: group, MessageDeduplicationId: id }),
        }),
      );
      return { is: 'sent' };
    } catch (error) {
      return failure(error);
    }
  }

  return {
    page: (page) =>
      publish(alerts, {
        subject: pageSubject(page),
        text: JSON.stringify(page),
        group: page.account.id,
        id: page.id,
        attributes: filterable(page),
      }),
    operations: (subject, text) => publish(operations, { subject: subjectLine(subject), text, group: 'shub', id: subjectLine(subject) }),
  };
}

/** SNS filters by attributes without looking into the message; `dedup` is for subscribers that must not act twice. */
const filterable = ({ id, severity, product, account, region, control }: AlertPage): Message['attributes'] => ({
  dedup: id,
  severity,
  product,
  account: account.id,
  region,
  control,
});

const attributesOf = (texts: Record<string, string | undefined>): Record<string, MessageAttributeValue> =>
  Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (text ? [[name, { DataType: 'String', StringValue: text }]] : [])));
