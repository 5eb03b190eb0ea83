import { isDirty } from '../domain/card.ts';
import type { SecurityHubEvent } from '../domain/event.ts';
import { insightCard, insightKeyOf } from '../domain/insight-card.ts';
import type { Services } from './services.ts';

type Event = Extract<SecurityHubEvent, { kind: 'insight-results' }>;

/**
 * Results of an insight that somebody sent from the AWS console → a card that lists them, in the policy's default channel or
 * that of its first route. The card is named after the event, so the same event twice is one message. Resolves to the
 * channels in which there is something to do.
 */
export async function postInsightResults(
  event: Event,
  { cards, policy, log, now }: Pick<Services, 'cards' | 'policy' | 'log' | 'now'>,
): Promise<string[]> {
  const { defaultChannel, routes } = await policy();
  const channel = defaultChannel ?? routes[0]?.channel;
  if (channel === undefined) {
    log.warn('insight results not shown', { insight: event.insightArn, because: 'the policy names no channel' });
    log.count('UnroutedInsightResults');
    return [];
  }
  const { id, insightArn: arn, insightName: name, actionName: action, resultType, results, region } = event;
  const { card } = await cards.change(insightKeyOf(id, channel), (stored) =>
    stored ? undefined : insightCard({ event: id, arn, name, resultType, results, region, action }, channel, now()),
  );
  return card && isDirty(card) ? [channel] : [];
}
