import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AuditAction } from '../../domain/audit.ts';
import { CHAIN_ROOT, type ChainedEntry, entryHash } from '../../domain/audit-chain.ts';
import type { Audit } from '../../flows/services.ts';
import type { Table } from './table.ts';

const Entry = z.object({
  id: z.string(),
  finding: z.string(),
  phase: z.enum(['started', 'done']),
  who: z.string(),
  action: AuditAction,
  at: z.string(),
  reason: z.string().optional(),
  result: z.string().optional(),
  previous: z.string(),
  hash: z.string(),
});

/**
 * The audit trail: per finding a chain of entries, each holding the hash of the one before it, at consecutive places that
 * are written once (attribute_not_exists) and never changed. Whoever alters or removes one breaks all that follow.
 */
export function auditTrail({ db, name }: Table): Audit {
  const chain: Audit['chain'] = async (finding) => {
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: '#c = :c',
        ExpressionAttributeNames: { '#c': 'chain' },
        ExpressionAttributeValues: { ':c': finding },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => Entry.parse(item));
  };

  return {
    chain,
    async all() {
      const found: { place: number; entry: ChainedEntry }[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await db.send(new ScanCommand({ TableName: name, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }));
        found.push(...(page.Items ?? []).map((item) => ({ place: z.number().parse(item.place), entry: Entry.parse(item) })));
        from = page.LastEvaluatedKey;
      } while (from);
      const chains = new Map<string, ChainedEntry[]>();
      for (const { entry } of found.sort((a, b) => a.place - b.place)) {
        const chain = chains.get(entry.finding);
        if (chain) chain.push(entry);
        else chains.set(entry.finding, [entry]);
      }
      return chains;
    },
    async append(entry) {
      for (;;) {
        const entries = await chain(entry.finding);
        if (entries.some(({ id }) => id === entry.id)) return;
        const previous = entries.at(-1)?.hash ?? CHAIN_ROOT;
        try {
          await db.send(
            new PutCommand({
              TableName: name,
              Item: { ...entry, chain: entry.finding, place: entries.length, previous, hash: entryHash(entry, previous) },
              ConditionExpression: 'attribute_not_exists(chain)',
            }),
          );
          return;
        } catch (error) {
          // Someone else took this place, or it was we and the answer was lost: the chain, read again, tells.
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
      }
    },
  };
}
