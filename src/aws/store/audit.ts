import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AuditAction, type AuditEntry, CopyRef } from '../../domain/audit.ts';
import { CHAIN_ROOT, type ChainedEntry, entryHash, FORGOTTEN, NameSeal, type SealedName } from '../../domain/audit-chain.ts';
import { withoutNote } from '../../domain/evidence-copy.ts';
import type { Audit } from '../../flows/services.ts';
import { besideTheChain, type Keeping, namedIn, nameIn } from './audit-beside.ts';
import { chainRows } from './chain-rows.ts';
import { expired, type Row, type Table } from './table.ts';

const Entry = z.object({
  id: z.string(),
  finding: z.string(),
  phase: z.enum(['started', 'done']),
  who: z.string().optional(),
  action: AuditAction,
  at: z.string(),
  reason: z.string().optional(),
  result: z.string().optional(),
  copy: CopyRef.optional(),
  seal: NameSeal.optional(),
  previous: z.string(),
  hash: z.string(),
});

/** A Slack user, unlike `shub` itself, whose name needs no seal. */
const isPerson = (who: string): boolean => /^[UW][A-Z0-9]{2,}$/.test(who);

/**
 * The audit trail: per finding a chain of entries, each holding the hash of the one before it, at consecutive places that
 * are written once (attribute_not_exists) and never changed. Whoever alters or removes one breaks all that follow. Names of
 * people and copies of findings stand beside it, under hashes in it, and go after their time.
 */
export function auditTrail({ db, name }: Table, options: { keeping: () => Promise<Keeping>; now: () => Date }): Audit {
  const beside = besideTheChain({ db, name }, options);

  /** The entries as they stand in their chain. */
  const stored = (finding: string) => chainRows({ db, name }, finding);

  /** Puts it at this place of the chain; false when another entry is there. */
  async function put(entry: AuditEntry & { seal?: NameSeal }, place: number, previous: string): Promise<boolean> {
    const { who, ...rest } = entry;
    const Item = {
      ...rest,
      ...(!entry.seal && { who }),
      chain: entry.finding,
      place,
      previous,
      hash: entryHash(entry, previous),
    };
    try {
      await db.send(new PutCommand({ TableName: name, Item, ConditionExpression: 'attribute_not_exists(chain)' }));
      return true;
    } catch (error) {
      // Someone else took this place, or it was we and the answer was lost: the chain, read again, tells.
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** What stands beside the entry is there before the entry is. */
  async function sealed(entry: AuditEntry, told: Parameters<Audit['append']>[1]) {
    const { text, note } = told ? withoutNote(told.raw) : { text: undefined, note: undefined };
    const [copy, named] = await Promise.all([
      told && text !== undefined ? beside.keepCopy(entry, told.finding, text) : undefined,
      isPerson(entry.who) || note !== undefined ? beside.keepName(entry, note) : undefined,
    ]);
    return { ...entry, ...(copy && { copy }), ...(named && { who: named.name.who, seal: named.seal }) };
  }

  async function appendTo(entry: AuditEntry, told: Parameters<Audit['append']>[1]): Promise<void> {
    // What stands beside it is written once however often, so it need not wait for whether the entry is there already.
    let [entries, ready] = await Promise.all([stored(entry.finding), sealed(entry, told)]);
    for (;;) {
      if (entries.some(({ id }) => id === entry.id)) return;
      if (await put(ready, entries.length, String(entries.at(-1)?.hash ?? CHAIN_ROOT))) return;
      entries = await stored(entry.finding);
    }
  }

  return {
    append: appendTo,

    async begin(entry, told) {
      // Nearly always nothing is on record yet, and that need not be read first.
      if (!(await put(await sealed(entry, told), 0, CHAIN_ROOT))) await appendTo(entry, told);
    },

    async chain(finding) {
      const [rows, names] = await Promise.all([stored(finding), beside.namesOf(finding)]);
      return rows.map((row) => read(row, names));
    },

    copies: (finding) => beside.copiesOf(finding),
    copyHashes: () => beside.copyHashes(),
    keyOf: (findingId) => beside.keyOf(findingId),

    async all() {
      const found: Row[] = [];
      // A change of many is on record under the same id about each of them.
      const names = new Map<string, Map<string, SealedName>>();
      let from: Row | undefined;
      do {
        const page = await db.send(
          new ScanCommand({
            TableName: name,
            ConsistentRead: true,
            FilterExpression: 'attribute_not_exists(content)',
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        for (const row of page.Items ?? []) {
          const finding = namedIn(row);
          if (finding === undefined) found.push(row);
          else if (!expired(row, options.now())) names.set(finding, new Map([...(names.get(finding) ?? []), ...nameIn(row)]));
        }
        from = page.LastEvaluatedKey;
      } while (from);
      const chains = new Map<string, ChainedEntry[]>();
      for (const row of found.sort((a, b) => Number(a.place) - Number(b.place))) {
        const entry = read(row, names.get(String(row.chain)) ?? new Map());
        const chain = chains.get(entry.finding);
        if (chain) chain.push(entry);
        else chains.set(entry.finding, [entry]);
      }
      return chains;
    },
  };
}

function read(row: Row, names: ReadonlyMap<string, SealedName>): ChainedEntry {
  const parsed = Entry.safeParse(row);
  if (!parsed.success) return unreadable(row);
  const { who, copy, seal, reason, result, ...entry } = parsed.data;
  const named = seal && names.get(entry.id);
  return {
    ...entry,
    who: named?.who ?? who ?? FORGOTTEN,
    ...(reason !== undefined && { reason }),
    ...(result !== undefined && { result }),
    ...(copy && { copy }),
    ...(seal && { seal }),
    ...(named && { name: named }),
  };
}

/**
 * shub writes no row that it cannot read, so somebody else has been at this one. It stays in its chain, with a hash that fits
 * nothing: whoever verifies the chain is told of it, instead of nobody being told anything.
 */
function unreadable({ chain, place, previous, at }: Row): ChainedEntry {
  return {
    id: `${String(chain)} ${String(place)}`,
    finding: String(chain),
    phase: 'done',
    who: FORGOTTEN,
    action: 'alert',
    at: z.iso.datetime().catch(new Date(0).toISOString()).parse(at),
    result: 'this entry was changed and cannot be read any more',
    previous: String(previous),
    hash: '',
  };
}
