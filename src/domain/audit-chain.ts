import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit.ts';

/** An entry at its place in the chain of its finding. */
export type ChainedEntry = AuditEntry & { previous: string; hash: string };

/** What the first entry of a chain stands on. */
export const CHAIN_ROOT = '0'.repeat(64);

/** The hash an entry must carry, standing on the one before it. */
export function entryHash({ id, finding, phase, who, action, at, reason, result }: AuditEntry, previous: string): string {
  const text = JSON.stringify([previous, id, finding, phase, who, action, at, reason ?? null, result ?? null]);
  return createHash('sha256').update(text).digest('hex');
}

/** Whether a chain is as it was written; if not, the first entry that is not, counted from 1, and why. Entries cut off its end leave no trace in it. */
export type Verification = { intact: true } | { intact: false; entry: number; because: string };

export function verifyChain(chain: readonly ChainedEntry[]): Verification {
  let previous = CHAIN_ROOT;
  for (const [index, entry] of chain.entries()) {
    const broken = (because: string): Verification => ({ intact: false, entry: index + 1, because });
    if (entry.previous !== previous) return broken('the one before it is not the one that it was written after');
    if (entry.hash !== entryHash(entry, previous)) return broken('what it says is not what was written');
    previous = entry.hash;
  }
  return { intact: true };
}
