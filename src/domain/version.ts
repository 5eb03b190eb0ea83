import * as z from 'zod';

/**
 * Which of two states of a finding is newer. `updated`: UpdatedAt as nanoseconds since 1970, 20 digits. `seen`: when the
 * event was sent or the read was made, seconds since 1970, 12 digits (EventBridge's times have no more). BatchUpdateFindings
 * does not move UpdatedAt, so `seen` decides between states that share it; when both are equal and `hash` is not, only
 * Security Hub can tell.
 */
export const Version = z.object({ updated: z.string(), seen: z.string(), hash: z.string() });
export type Version = z.infer<typeof Version>;

export type Order = 'newer' | 'older' | 'same' | 'tie';

/** How `a` stands to `b`. `tie`: different contents that cannot be ordered; read the finding again to know. */
export function compareVersions(a: Version, b: Version): Order {
  for (const part of ['updated', 'seen'] as const) {
    if (a[part] !== b[part]) return a[part] > b[part] ? 'newer' : 'older';
  }
  return a.hash === b.hash ? 'same' : 'tie';
}

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9})\d*)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** Nanoseconds since 1970 from an ISO 8601 time with any number of decimals and any offset; undefined if it is not one. */
export function nanoseconds(time: string): bigint | undefined {
  const [, date, clock, decimals = '', zone = 'Z'] = ISO.exec(time.trim()) ?? [];
  if (date === undefined || clock === undefined) return undefined;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const milliseconds = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}${offset}`);
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(milliseconds) || !new Date(Date.parse(date)).toISOString().startsWith(date)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(decimals.padEnd(9, '0'));
}

/** The version of a finding's state whose UpdatedAt is `updatedAt`, observed at `seen`. */
export function versionOf(updatedAt: string, seen: Date, hash: string): Version {
  return {
    updated: digits(nanoseconds(updatedAt) ?? 0n),
    seen: String(Math.floor(seen.getTime() / 1000)).padStart(12, '0'),
    hash,
  };
}

/** When the state of that version was observed, to the second. */
export const observedAt = ({ seen }: Version): Date => new Date(Number(seen) * 1000);

const MOST = 10n ** 20n - 1n;

/** 20 digits, so that text order is number order; before 1970 and after 5138 nothing is told apart. */
const digits = (time: bigint): string => String(time < 0n ? 0n : time > MOST ? MOST : time).padStart(20, '0');
