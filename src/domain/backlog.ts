import { STORM_ABOVE, type Waiting } from './storm.ts';

/** What waits to be shown in Slack: how many cards, and how long the oldest of them has. */
export interface Backlog {
  count: number;
  oldestMinutes: number;
}

/** Undefined while nothing waits but what goes out anyway: fewer than a storm, and none of them for a minute yet. */
export function backlogIn(waiting: readonly Pick<Waiting, 'since'>[], now: Date): Backlog | undefined {
  const oldestMinutes = minutesSince(waiting, now);
  return oldestMinutes >= 1 || waiting.length > STORM_ABOVE ? { count: waiting.length, oldestMinutes } : undefined;
}

/** For how long the oldest has waited, in whole minutes. */
export function minutesSince(waiting: readonly Pick<Waiting, 'since'>[], now: Date): number {
  const oldest = waiting.reduce((least, { since }) => Math.min(least, Date.parse(since)), now.getTime());
  return Math.floor((now.getTime() - oldest) / 60_000);
}
