import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { SnsEmulator } from '../contract.ts';
import { envelope } from './envelope.ts';
import { type Fifo, fifoLedger } from './fifo.ts';
import type { FilterPolicy } from './filter-policy.ts';
import { type MessageAttributes, textOf } from './message-attributes.ts';
import { invalidParameter, SnsError } from './sns-error.ts';

export type Protocol = 'sqs' | 'email' | 'email-json' | 'https';

interface Subscription {
  arn: string;
  topicArn: string;
  protocol: Protocol;
  endpoint: string;
  /** Queues of our own account are confirmed at once; nobody confirms the others in a sandbox. */
  pending: boolean;
  attributes: Record<string, string>;
  raw: boolean;
  wants: FilterPolicy;
}

interface Topic {
  arn: string;
  attributes: Record<string, string>;
  tags: Map<string, string>;
  ledger: ReturnType<typeof fifoLedger>;
  subscriptions: Map<string, Subscription>;
  unsubscribed: number;
}

export interface Publication {
  subject?: string | undefined;
  /** What a subscriber gets, by its protocol. */
  messageFor(protocol: Protocol | 'default'): string;
  attributes: MessageAttributes;
  /** With a FIFO topic. */
  fifo: Fifo | undefined;
}

/** Hands a message to a queue; false when there is no such queue. */
export type Deliver = (arn: string, body: string, attributes?: Record<string, string>) => boolean;

export interface Topics {
  account: string;
  /** Makes a topic, or finds the one of that name if it has the same attributes and tags. */
  create(name: string, attributes: Record<string, string>, tags: Map<string, string>): Topic;
  delete(arn: string): void;
  /** NotFound or InvalidParameter when there is none. */
  at(arn: string | undefined): Topic;
  all(): Topic[];
  subscribe(topic: Topic, subscription: Omit<Subscription, 'arn' | 'topicArn' | 'pending'>): Subscription;
  unsubscribe(arn: string): void;
  /** A FIFO topic tells the number in its order, and delivers the same message only once in five minutes. */
  publish(topic: Topic, publication: Publication): { messageId: string; sequenceNumber?: string };
  inbox: SnsEmulator['inbox'][number][];
  changed(): void;
}

const INBOX_KEPT = 10_000;
const TOPIC_NAME = /^(?=.{1,256}$)[\w-]+(\.fifo)?$/;

interface TopicsOptions {
  clock: Clock;
  account: string;
  region: string;
  deliver: Deliver;
  changed: () => void;
}

export function openTopics({ clock, account, region, deliver, changed }: TopicsOptions): Topics {
  const topics = new Map<string, Topic>();
  const inbox: Topics['inbox'] = [];

  return {
    account,
    inbox,
    changed,
    all: () => [...topics.values()],

    create(name, attributes, tags) {
      if (!TOPIC_NAME.test(name)) throw invalidParameter('Topic Name');
      const arn = `arn:aws:sns:${region}:${account}:${name}`;
      const known = topics.get(arn);
      if (known) {
        if (Object.entries(attributes).some(([key, value]) => known.attributes[key] !== value)) {
          throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
        }
        if ([...tags].some(([key, value]) => known.tags.get(key) !== value)) {
          throw invalidParameter('Tags Reason: Topic already exists with different tags');
        }
        return known;
      }
      const topic: Topic = { arn, attributes, tags, ledger: fifoLedger(clock), subscriptions: new Map(), unsubscribed: 0 };
      topics.set(arn, topic);
      changed();
      return topic;
    },

    delete(arn) {
      topics.delete(arn);
      changed();
    },

    at(arn) {
      if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
      const elements = arn.split(':').length;
      if (elements < 6) throw invalidParameter(`TopicArn Reason: An ARN must have at least 6 elements, not ${elements}`);
      const topic = topics.get(arn);
      if (!topic) throw new SnsError('NotFound', 'Topic does not exist');
      return topic;
    },

    subscribe(topic, { protocol, endpoint, attributes, raw, wants }) {
      const known = [...topic.subscriptions.values()].find((one) => one.protocol === protocol && one.endpoint === endpoint);
      if (known) {
        if (JSON.stringify(known.attributes) === JSON.stringify(attributes)) return known;
        throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
      }
      const arn = `${topic.arn}:${randomUUID()}`;
      const pending = protocol !== 'sqs';
      const subscription: Subscription = { arn, topicArn: topic.arn, protocol, endpoint, pending, attributes, raw, wants };
      topic.subscriptions.set(arn, subscription);
      changed();
      return subscription;
    },

    unsubscribe(arn) {
      const topic = [...topics.values()].find(({ subscriptions }) => subscriptions.delete(arn));
      if (!topic) throw new SnsError('NotFound', 'Subscription does not exist');
      topic.unsubscribed++;
      changed();
    },

    publish(topic, publication) {
      const { subject, attributes, fifo } = publication;
      const before = fifo && topic.ledger.before(fifo.deduplicationId);
      if (before) return before;
      const published = { at: clock.now(), topicArn: topic.arn, messageId: randomUUID(), ...(subject !== undefined && { subject }) };
      const texts = Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, textOf(attribute)]));
      inbox.push({ ...published, message: publication.messageFor('default'), attributes: texts, ...(fifo && { group: fifo.group }) });
      if (inbox.length > INBOX_KEPT) inbox.shift();
      for (const { pending, endpoint, protocol, raw, wants } of topic.subscriptions.values()) {
        if (pending || !wants(attributes)) continue;
        // A queue that is gone is a client-side error, which SNS does not retry (developer guide, "Message delivery retries").
        const message = publication.messageFor(protocol);
        if (raw) deliver(endpoint, message, texts);
        else deliver(endpoint, envelope({ ...published, message, attributes }));
      }
      changed();
      return fifo ? topic.ledger.add(fifo.deduplicationId, published.messageId) : published;
    },
  };
}
