import * as z from 'zod';

export const ReasonClass = z.enum(['false positive', 'accepted risk', 'compensating control', 'test resource', 'other']);
export type ReasonClass = z.infer<typeof ReasonClass>;

/** A suppression that somebody answers for, and that ends by itself. */
export const Exception = z.object({
  reasonClass: ReasonClass,
  text: z.string(),
  /** Slack user ids. */
  by: z.string(),
  approvedBy: z.string().optional(),
  since: z.string(),
  /** ISO 8601: then the finding is NEW again. */
  until: z.string(),
  /** So many days before the end people were warned last. */
  warned: z.number().int().optional(),
});
export type Exception = z.infer<typeof Exception>;

const DAY_MS = 24 * 3600_000;

/** The days, `2026-03-12`, that a suppression made now may last until: the first, the one proposed, and the last by policy. */
export interface Span {
  first: string;
  proposed: string;
  last: string;
}

export function spanOf({ defaultDays, maxDays }: { defaultDays: number; maxDays: number }, now: Date): Span {
  return { first: dayAfter(1, now), proposed: dayAfter(Math.min(defaultDays, maxDays), now), last: dayAfter(maxDays, now) };
}

const dayAfter = (days: number, now: Date): string => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** Noon in UTC is the same day of the calendar nearly everywhere on earth, so everybody reads the day that was chosen. */
export const endOf = (day: string): string => `${day}T12:00:00.000Z`;

/** `accepted risk: honeypot`. */
export const whyOf = ({ reasonClass, text }: Pick<Exception, 'reasonClass' | 'text'>): string =>
  text === '' ? reasonClass : `${reasonClass}: ${text}`;
