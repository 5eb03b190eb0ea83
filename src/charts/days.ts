import { format } from 'date-fns/format';
import { parseISO } from 'date-fns/parseISO';

/** `2 Mar` of `2026-03-02`. */
export const shortDay = (day: string): string => format(parseISO(day), 'd MMM');

/** `2 March 2026` of a time, in UTC. */
export const longDay = (at: string): string => format(parseISO(at.slice(0, 10)), 'd MMMM yyyy');

/** Up to `most` places, evenly spread, the first and the last among them. */
export function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
