import { createHash } from 'node:crypto';
import type { ChainedEntry } from './audit-chain.ts';

/** Under what the roots themselves are on record, in a chain of their own. */
export const ROOTS = 'daily roots';

/** One value that stands for every entry written before a moment, in all chains: whoever knows it notices what is cut off their ends. */
export interface AuditRoot {
  root: string;
  chains: number;
  entries: number;
}

/** The root over the entries before `cutoff` (ISO time); chains in any order, entries of each in theirs. */
export function rootBefore(cutoff: string, chains: ReadonlyMap<string, readonly ChainedEntry[]>): AuditRoot {
  const hash = createHash('sha256');
  let [counted, entries] = [0, 0];
  for (const [name, chain] of [...chains].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = chain.filter(({ at }) => at < cutoff);
    const last = before.at(-1);
    if (!last) continue;
    hash.update(`${JSON.stringify([name, before.length, last.hash])}\n`);
    counted++;
    entries += before.length;
  }
  return { root: hash.digest('hex'), chains: counted, entries };
}

export const rootWords = ({ root, chains, entries }: AuditRoot): string => `${root} over ${entries} entries in ${chains} chains`;
