import type { Card } from './card.ts';
import { severityRank } from './finding.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** For how long something can be put off at one tap. */
export const SNOOZE_PRESETS = ['1 hour', '4 hours', 'tomorrow at 08:00', 'until its severity rises'] as const;
export type SnoozePreset = (typeof SNOOZE_PRESETS)[number];

/** The end of a preset for somebody in this time zone (an IANA name; UTC when Slack does not tell). `maxDays` is the longest by policy. */
export function snoozeEnd(preset: SnoozePreset, { now, zone = 'UTC', maxDays }: { now: Date; zone?: string; maxDays: number }): Date {
  switch (preset) {
    case '1 hour':
      return new Date(now.getTime() + HOUR_MS);
    case '4 hours':
      return new Date(now.getTime() + 4 * HOUR_MS);
    case 'tomorrow at 08:00':
      return eightTomorrow(now, zone);
    case 'until its severity rises':
      return latestEnd(now, maxDays);
  }
}

export const latestEnd = (now: Date, maxDays: number): Date => new Date(now.getTime() + maxDays * DAY_MS);

/** The wall clock there decides, so that summer time and places ahead of UTC come out right. */
function eightTomorrow(now: Date, zone: string): Date {
  const tomorrow = dayIn(new Date(now.getTime()), zone) + DAY_MS;
  const wanted = tomorrow + 8 * HOUR_MS;
  // Twice, because the offset at the guess may not be the one at the result.
  const guess = wanted - offsetAt(wanted, zone);
  return new Date(wanted - offsetAt(guess, zone));
}

/** Midnight of the day that it is there, written as if it were UTC. */
const dayIn = (now: Date, zone: string): number => Math.floor((now.getTime() + offsetAt(now.getTime(), zone)) / DAY_MS) * DAY_MS;

/** By how much clocks there are ahead of UTC, in ms. */
function offsetAt(time: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(time / 1000) * 1000;
}

/** What ends a snooze before its time, once findings have arrived; undefined while it goes on. */
export function wokenBy(before: Card, after: Card): string | undefined {
  if (severityRank(after.severity) < severityRank(before.severity)) return `its severity rose from ${before.severity} to ${after.severity}`;
  return undefined;
}

/** When a snoozed card comes back, in ms since 1970. */
export const wakesAt = ({ until, woken }: NonNullable<Card['snoozed']>): number => (woken === undefined ? Date.parse(until) : 0);
