import type { Finding } from '../../domain/finding.ts';
import type { FindingRow, Services } from '../services.ts';
import { takeInFinding } from '../take-in-finding.ts';
import { wakeChannels } from '../wake-channels.ts';

export type MeetNeeds = Parameters<typeof takeInFinding>[1] & Pick<Services, 'channels' | 'queues'>;

/**
 * The rows of findings that Security Hub has just told us about. One that no event ever brought is taken in as if it had
 * arrived now, so that its buttons and details work, and what an event should have told is told after all.
 */
export async function meet(found: readonly Finding[], services: MeetNeeds): Promise<Map<string, FindingRow>> {
  const keys = found.map(({ key }) => key);
  const known = new Set((await services.findings.many(keys)).map(({ finding }) => finding.key));
  const wake = new Set<string>();
  for (const finding of found.filter(({ key }) => !known.has(key))) {
    const taken = await takeInFinding({ finding, seen: services.now(), byHand: false }, services);
    for (const channel of taken.wake) wake.add(channel);
  }
  await wakeChannels(wake, services);
  return new Map((await services.findings.many(keys)).map((row) => [row.finding.key, row]));
}
