import { createHash, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { AuditEntry, CopyRef } from '../../domain/audit.ts';
import { copyHash, type NameSeal, type SealedName, sealOf } from '../../domain/audit-chain.ts';
import type { FindingCopy } from '../../flows/services.ts';
import { chainRows } from './chain-rows.ts';
import { expired, type Row, type Table } from './table.ts';

/** Beside the chain of a finding: what goes after its time, which the chain holds the hash of. */
const NAMES = 'names ';
const COPIES = 'copies ';

/** A row ends at 400 KB and a finding at 240 KB, before it is compressed: this is only reached by what is no finding. */
const MOST_BYTES = 350_000;

const NameRow = z.object({ entry: z.string(), until: z.string(), salt: z.string(), who: z.string(), note: z.unknown().optional() });
const CopyRow = z.object({ entry: z.string(), at: z.string(), until: z.string(), hash: z.string(), content: z.instanceof(Uint8Array) });

/** How long what stands beside the chain is kept, in days. */
export interface Keeping {
  copyDays: number;
  nameDays: number;
}

/** The rows that DynamoDB takes away by their `ttl`, which no function may; they are written once, like the chain. */
export function besideTheChain({ db, name }: Table, { keeping, now }: { keeping: () => Promise<Keeping>; now: () => Date }) {
  /** The row as it stands there now: this one, or the one that an earlier try has put. */
  async function once(chain: string, entry: string, row: Row): Promise<Row> {
    const place = placeOf(entry);
    try {
      const Item = { ...row, chain, place, entry };
      await db.send(new PutCommand({ TableName: name, Item, ConditionExpression: 'attribute_not_exists(chain)' }));
      return Item;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const stored = (await rowsOf(chain)).find((each) => each.place === place);
      if (!stored) throw error;
      return stored;
    }
  }

  /** DynamoDB takes its time with what has expired. */
  const rowsOf = async (chain: string) => (await chainRows({ db, name }, chain)).filter((row) => !expired(row, now()));

  const after = (days: number) => new Date(now().getTime() + days * 24 * 3600 * 1000);
  const ttlOf = (until: string): number => Math.floor(Date.parse(until) / 1000);

  return {
    async keepCopy({ id, finding, at }: AuditEntry, { id: findingId, productArn }: { id: string; productArn: string }, text: string) {
      const until = after((await keeping()).copyDays).toISOString();
      const hash = copyHash(text);
      const content = gzipSync(text);
      if (content.length > MOST_BYTES) return { hash, until: at };
      const row = await once(COPIES + finding, id, { at, until, hash, content, findingId, productArn, ttl: ttlOf(until) });
      return { hash: String(row.hash), until: String(row.until) } satisfies CopyRef;
    },

    async keepName({ id, finding, who }: AuditEntry, note: unknown): Promise<{ seal: NameSeal; name: SealedName }> {
      const until = after((await keeping()).nameDays).toISOString();
      const sealed = { who, salt: randomBytes(16).toString('hex'), ...(note !== undefined && { note }) };
      const stored = NameRow.parse(await once(NAMES + finding, id, { ...sealed, until, ttl: ttlOf(until) }));
      return { seal: { hash: sealOf(stored), until: stored.until }, name: stored };
    },

    /** By the id of the entry that they stand beside. */
    async namesOf(finding: string): Promise<Map<string, SealedName>> {
      return new Map((await rowsOf(NAMES + finding)).flatMap((row) => nameIn(row)));
    },

    async copiesOf(finding: string): Promise<FindingCopy[]> {
      return (await rowsOf(COPIES + finding)).flatMap((row) => copyIn(row));
    },

    /** The hash of what is stored as each copy there is, by its finding and the id of its entry. */
    async copyHashes(): Promise<Map<string, Map<string, string>>> {
      const hashes = new Map<string, Map<string, string>>();
      for await (const row of scan({ FilterExpression: 'begins_with(#c, :c)', ...names(COPIES) })) {
        if (expired(row, now())) continue;
        const finding = String(row.chain).slice(COPIES.length);
        const ofFinding = hashes.get(finding) ?? new Map<string, string>();
        for (const { entry, text } of copyIn(row)) hashes.set(finding, ofFinding.set(entry, copyHash(text)));
      }
      return hashes;
    },

    /** The key of the finding with this id of which there is a copy. */
    async keyOf(findingId: string): Promise<string | undefined> {
      const asked = { FilterExpression: 'begins_with(#c, :c) AND findingId = :f', ...names(COPIES, { ':f': findingId }) };
      for await (const row of scan(asked)) if (!expired(row, now())) return String(row.chain).slice(COPIES.length);
      return undefined;
    },
  };

  async function* scan(asked: Partial<ConstructorParameters<typeof ScanCommand>[0]>): AsyncGenerator<Row> {
    let from: Row | undefined;
    do {
      const page = await db.send(
        new ScanCommand({ TableName: name, ConsistentRead: true, ...asked, ...(from && { ExclusiveStartKey: from }) }),
      );
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }
}

/** The finding that the row keeps a name for; undefined when it is no such row. */
export const namedIn = ({ chain }: Row): string | undefined =>
  String(chain).startsWith(NAMES) ? String(chain).slice(NAMES.length) : undefined;

/** The name that the row keeps, by the id of its entry. None when somebody made it unreadable: that is as good as gone, and verifying tells. */
export function nameIn(row: Row): [] | [[entry: string, name: SealedName]] {
  const parsed = NameRow.safeParse(row);
  if (!parsed.success) return [];
  const { entry, salt, who, note } = parsed.data;
  return [[entry, { salt, who, ...(note !== undefined && { note }) }]];
}

/** The copy that the row holds; none when it is unreadable, as above. */
function copyIn(row: Row): [] | [FindingCopy] {
  const parsed = CopyRow.safeParse(row);
  if (!parsed.success) return [];
  const { entry, at, content } = parsed.data;
  try {
    return [{ entry, at, text: gunzipSync(content).toString('utf8') }];
  } catch {
    return [];
  }
}

const names = (start: string, values: Record<string, string> = {}) => ({
  ExpressionAttributeNames: { '#c': 'chain' },
  ExpressionAttributeValues: { ':c': start, ...values },
});

/** Where the row of an entry stands in its partition, always the same: 48 bits of the hash of the entry's id. */
const placeOf = (entry: string): number => createHash('sha256').update(entry).digest().readUIntBE(0, 6);
