import { createHash } from 'node:crypto';

/** ASFF nests to a dozen levels. What lies deeper than this does not count, so that no input can exhaust the stack. */
const DEEPEST = 64;

/** 32 hex digits over everything a producer sent. The order of an object's keys does not matter, that of lists does. */
export const contentHash = (raw: unknown): string => createHash('sha256').update(canonical(raw, 0)).digest('hex').slice(0, 32);

function canonical(value: unknown, depth: number): string {
  if (depth > DEEPEST) return '"…"';
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member, depth + 1)}`).join(',')}}`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
