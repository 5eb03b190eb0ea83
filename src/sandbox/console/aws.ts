import * as z from 'zod';
import type { ConsoleLine } from '../page/protocol.ts';
import type { World } from '../world.ts';

/** What a subscriber of the topics has received. */
export function snsLines({ sns }: Pick<World, 'sns'>): ConsoleLine[] {
  return sns.inbox.map(({ at, topicArn, messageId, subject, message, attributes }) => ({
    id: messageId,
    at,
    title: subject ?? 'No subject',
    outcome: { word: topicArn.slice(topicArn.lastIndexOf(':') + 1), tone: 'quiet' },
    facts: Object.entries(attributes).map(([name, value]) => `${name}: ${value}`),
    more: [{ name: 'Message', text: message }],
  }));
}

const Titled = z.object({ title: z.string() });
const Own = z.union([
  z.object({ finding: Titled }).transform(({ finding }) => finding),
  z.object({ ticket: Titled }).transform(({ ticket }) => ticket),
]);
const Findings = z.object({ findings: z.array(z.object({ Title: z.string() })) });

/** What an event of Security Hub's or of the product's is about. */
function titlesIn(detail: unknown): string[] {
  const own = Own.safeParse(detail).data;
  if (own) return [own.title];
  const [first, ...more] = Findings.safeParse(detail).data?.findings ?? [];
  if (!first) return [];
  return [more.length > 0 ? `${first.Title} and ${more.length} more` : first.Title];
}

/** Events on every bus, with the rules that each matched. */
export function busLines({ bus }: Pick<World, 'bus'>): ConsoleLine[] {
  return bus.events.map(({ bus: name, event, matched }) => ({
    id: `${name} ${event.id}`,
    at: Date.parse(event.time),
    title: event['detail-type'],
    outcome: matched.length > 0 ? { word: matched.join(', '), tone: 'good', because: 'matched' } : { word: 'no rule', tone: 'quiet' },
    facts: [...titlesIn(event.detail), `${event.source} on the bus ${name}`],
    more: [{ name: 'Event', text: JSON.stringify(event) }],
  }));
}
