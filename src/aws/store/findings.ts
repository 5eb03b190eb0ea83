import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { findingExpiresAt } from '../../domain/expires-at.ts';
import { Finding, Severity } from '../../domain/finding.ts';
import { Verdict } from '../../domain/verdict.ts';
import { Version } from '../../domain/version.ts';
import type { FindingRow, Findings } from '../../flows/services.ts';
import { ABSENT, expiringAt, getRow, keysIn, putRow, type Row, type Table } from './table.ts';

const Stored = z.object({
  finding: Finding,
  version: Version,
  verdict: Verdict,
  channels: z.array(z.string()),
  route: z.string().optional(),
  adoptedBy: z.string().optional(),
  ticketed: z.boolean().optional(),
  sweep: z.string().optional(),
  suppressedUntil: z.string().optional(),
  since: z.string(),
});

const pkOf = (key: string) => `FINDING#${key}`;
const versionText = ({ updated, seen, hash }: Version) => `${updated}.${seen}.${hash}`;

/**
 * Findings in DynamoDB: the parsed finding travels as one compressed attribute, because nothing queries inside it. Every write
 * says anew when its row may go; one that is still there later is a finding as any other.
 */
export function findingStore(table: Table, token: () => string, now: () => Date): Findings {
  const get: Findings['get'] = async (key) => {
    const row = await getRow(table, pkOf(key));
    return row && read(row);
  };
  return {
    get,
    many: async (keys) => (await Promise.all(keys.map(get))).filter((row) => row !== undefined),

    async put(row, over) {
      const { finding, version, adoptedBy } = row;
      return putRow(
        table,
        pkOf(finding.key),
        {
          ...row,
          finding: gzipSync(JSON.stringify(finding)),
          versionText: versionText(version),
          version,
          ...expiringAt(findingExpiresAt(row, now())),
          ...(adoptedBy && { listIn: `ADOPTED#${adoptedBy}`, listOrder: `${finding.severity}#${finding.key}` }),
        },
        token(),
        over ? { expression: 'versionText = :over', values: { ':over': versionText(over) } } : ABSENT,
      );
    },

    async adopted(channel) {
      const counts: Partial<Record<Severity, number>> = {};
      for (const { order } of await keysIn(table, 'list', `ADOPTED#${channel}`, { limit: 100_000 })) {
        const severity = Severity.parse(String(order).split('#')[0]);
        counts[severity] = (counts[severity] ?? 0) + 1;
      }
      return counts;
    },
  };
}

function read(row: Row): FindingRow {
  const { finding, ...rest } = row;
  if (!(finding instanceof Uint8Array)) throw new Error(`Row ${String(row.pk)} holds no finding`);
  return Stored.parse({ ...rest, finding: JSON.parse(gunzipSync(finding).toString('utf8')) });
}
