import type { Policy } from './policy.ts';

export type DigestPlan = NonNullable<Policy['digest']>;

/** How many days a digest looks back over. */
export const daysOf = ({ every }: Pick<DigestPlan, 'every'>): number => (every === 'week' ? 7 : 1);

/**
 * The day, `2026-03-29` in the plan's zone, whose digest is due; undefined while none is. It is due from its hour until the
 * day ends, so an hour that summer time leaves out is made up for, and one that comes twice is still one day.
 */
export function digestDue({ at, zone, every }: DigestPlan, now: Date): string | undefined {
  const { day, time, weekday } = localTime(now, zone);
  if (time < at) return undefined;
  if (every === 'week' && weekday !== 'Mon') return undefined;
  if (every === 'weekday' && (weekday === 'Sat' || weekday === 'Sun')) return undefined;
  return day;
}

function localTime(now: Date, timeZone: string): { day: string; time: string; weekday: string } {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short' } as const;
  const parts = new Intl.DateTimeFormat('en-US', { ...options, hourCycle: 'h23', timeZone }).formatToParts(now);
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return { day: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}`, weekday: of('weekday') };
}
