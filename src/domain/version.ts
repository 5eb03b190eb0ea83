import * as z from 'zod';

/**
 * Which of two states of a finding is newer. `updated`: UpdatedAt as nanoseconds since 1970, 20 digits. `seen`: when the
 * event was sent or the read was made, milliseconds since 1970, 15 digits. BatchUpdateFindings does not move UpdatedAt,
 * so `seen` decides between states that share it; when both are equal and `hash` is not, only Security Hub can tell.
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
  const seconds = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}${offset}`);
  if (Number.isNaN(seconds)) return undefined;
  return BigInt(seconds) * 1_000_000n + BigInt(decimals.padEnd(9, '0'));
}

/** The version of a finding's state whose UpdatedAt is `updatedAt`, observed at `seen`. */
export function versionOf(updatedAt: string, seen: Date, hash: string): Version {
  return {
    updated: String(nanoseconds(updatedAt) ?? 0n).padStart(20, '0'),
    seen: String(seen.getTime()).padStart(15, '0'),
    hash,
  };
}
