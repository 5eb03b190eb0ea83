import { createHash } from 'node:crypto';
import type { Card } from './card.ts';
import { faceHash, type InsightFace } from './face.ts';

/** Security Hub sends at most a hundred (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html). */
const MOST_GROUPS = 100;
const LONGEST_VALUE = 100;

export interface SentInsight {
  /** Of the event: the same one may come twice. */
  event: string;
  arn: string;
  name: string;
  /** What the values are, such as `AwsAccountId`; empty when the event does not say. */
  resultType: string;
  results: readonly { value: string; count: number }[];
  region: string;
  /** The name of the custom action by which it was sent; empty when the event does not say. */
  action: string;
}

/** The key of the card for an event in a channel. */
export const insightKeyOf = (event: string, channel: string): string =>
  createHash('sha256').update(`insight|${event}|${channel}`).digest('hex').slice(0, 32);

/** The card that lists the results of an insight, most findings first. */
export function insightCard({ event, arn, name, resultType, results, region, action }: SentInsight, channel: string, now: Date): Card {
  const groups = results
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_GROUPS)
    .map(({ value, count }) => ({ value: value.slice(0, LONGEST_VALUE), count }));
  const card: Card = {
    key: insightKeyOf(event, channel),
    channel,
    subject: {
      kind: 'insight',
      arn,
      name: name.slice(0, 256),
      resultType: resultType.slice(0, LONGEST_VALUE),
      region,
      groups,
      ...(action !== '' && { action: action.slice(0, LONGEST_VALUE) }),
    },
    severity: 'INFORMATIONAL',
    workflow: 'NEW',
    open: false,
    want: '',
    generation: 1,
    state: 'NEW',
    twinChecks: [],
    actionVersion: 0,
    outgoing: [],
    because: 'sent by hand',
    raisedBy: event,
    createdAt: now.toISOString(),
  };
  return { ...card, want: faceHash(insightFace(card)) };
}

/** What the message of such a card says. */
export function insightFace(card: Card): InsightFace {
  if (card.subject.kind !== 'insight') throw new Error(`Card ${card.key} is about no insight`);
  return { ...card.subject, card: card.key, at: card.createdAt, ...(card.place !== undefined && { meantFor: card.channel }) };
}
