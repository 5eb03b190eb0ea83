import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { AuditEntry } from './audit.ts';

/**
 * Who did it, as the chain holds it: a hash that only the name and its salt, which are kept beside the chain until then,
 * can be shown to fit. Once they are gone the chain is as whole as before, and nobody can tell any more whom it means.
 */
export const NameSeal = z.object({ hash: z.string(), until: z.string() });
export type NameSeal = z.infer<typeof NameSeal>;

/** What stands under a seal of a name; `note` is the one that the copied finding carried, because it names people too. */
export interface SealedName {
  salt: string;
  who: string;
  note?: unknown;
}

/** An entry at its place in the chain of its finding. `name`, when it is sealed: what was found under the seal, if it still is there. */
export type ChainedEntry = AuditEntry & { previous: string; hash: string; seal?: NameSeal; name?: SealedName };

/** What the first entry of a chain stands on. */
export const CHAIN_ROOT = '0'.repeat(64);

/** Whom an entry names whose name is kept no longer. */
export const FORGOTTEN = 'somebody whose name is no longer kept';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const sealOf = ({ salt, who, note }: SealedName): string => sha256(JSON.stringify([salt, who, note ?? null]));

/** The hash that a copy of a finding must have. */
export const copyHash = (text: string): string => sha256(text);

/** The hash an entry must carry, standing on the one before it. */
export function entryHash(entry: AuditEntry & { seal?: NameSeal }, previous: string): string {
  const { id, finding, phase, who, action, at, reason, result, copy, seal } = entry;
  const beside = copy || seal ? [copy ? [copy.hash, copy.until] : null, seal ? seal.until : null] : [];
  return sha256(JSON.stringify([previous, id, finding, phase, seal?.hash ?? who, action, at, reason ?? null, result ?? null, ...beside]));
}

/** Whether a chain is as it was written; if not, the first entry that is not, counted from 1, and why. Entries cut off its end leave no trace in it. */
export type Verification = { intact: true } | { intact: false; entry: number; because: string };

/** `copies`: the hash of each copy that is there, by the id of its entry; without them nothing is said about copies. `now` in ISO. */
export function verifyChain(
  chain: readonly ChainedEntry[],
  { now, copies }: { now: string; copies?: ReadonlyMap<string, string> },
): Verification {
  let previous = CHAIN_ROOT;
  for (const [index, entry] of chain.entries()) {
    const because = wrongWith(entry, previous, now) ?? (copies && wrongWithCopy(entry, copies, now));
    if (because !== undefined) return { intact: false, entry: index + 1, because };
    previous = entry.hash;
  }
  return { intact: true };
}

function wrongWith(entry: ChainedEntry, previous: string, now: string): string | undefined {
  const { seal, name } = entry;
  if (entry.previous !== previous) return 'the one before it is not the one that it was written after';
  if (entry.hash !== entryHash(entry, previous)) return 'what it says is not what was written';
  if (!seal) return undefined;
  if (!name) return seal.until > now ? 'the name on it was taken away before its time' : undefined;
  return sealOf(name) === seal.hash && name.who === entry.who ? undefined : 'the name on it is not the one that was written';
}

function wrongWithCopy({ id, copy }: ChainedEntry, copies: ReadonlyMap<string, string>, now: string): string | undefined {
  const stored = copies.get(id);
  if (!copy) return undefined;
  if (stored === undefined) return copy.until > now ? 'its copy of the finding was taken away before its time' : undefined;
  return stored === copy.hash ? undefined : 'its copy of the finding is not the one that was kept then';
}
