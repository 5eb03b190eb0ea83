import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { invalidParameter } from './sns-error.ts';

/** What a publication to a FIFO topic says beyond the message. */
export interface Fifo {
  group: string;
  deduplicationId: string;
}

interface Sent {
  messageId: string;
  sequenceNumber: string;
}

const FIVE_MINUTES = 300_000;
const FIRST_SEQUENCE_NUMBER = 10n ** 19n;

/** The order of a FIFO topic's messages, and which of them it has had within the last five minutes. */
export function fifoLedger(clock: Clock) {
  const seen = new Map<string, Sent & { at: number }>();
  let sequence = FIRST_SEQUENCE_NUMBER;
  return {
    /** What came of the same message before; undefined: it is a new one. */
    before(deduplicationId: string): Sent | undefined {
      const sent = seen.get(deduplicationId);
      return sent && clock.now() - sent.at < FIVE_MINUTES ? sent : undefined;
    },
    add(deduplicationId: string, messageId: string): Sent {
      const sent = { messageId, sequenceNumber: String(++sequence), at: clock.now() };
      seen.set(deduplicationId, sent);
      return sent;
    },
  };
}

/** Refuses what the kind of topic does not take: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function fifoOf(
  attributes: Record<string, string>,
  message: string,
  { MessageGroupId, MessageDeduplicationId }: { MessageGroupId?: string | undefined; MessageDeduplicationId?: string | undefined },
): Fifo | undefined {
  if (attributes['FifoTopic'] !== 'true') {
    if (MessageDeduplicationId === undefined) return undefined;
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (MessageGroupId === undefined) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  const byContent = attributes['ContentBasedDeduplication'] === 'true';
  const deduplicationId = MessageDeduplicationId ?? (byContent ? createHash('sha256').update(message).digest('hex') : undefined);
  if (deduplicationId === undefined) {
    throw invalidParameter('The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
  }
  return { group: MessageGroupId, deduplicationId };
}
