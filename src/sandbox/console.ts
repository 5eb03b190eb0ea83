import type { AuditLine, ChannelLine } from './page/contract.ts';
import type { World } from './world.ts';

/** What the page's console shows of the product itself, read from its table as it stands. */
export function productConsole({ dynamodb, config, slack }: World) {
  return {
    async delivery(): Promise<ChannelLine[]> {
      const rows = await dynamodb.scan(config.tables.table);
      const waiting = new Map<string, number>();
      for (const { dirtyIn } of rows) if (typeof dirtyIn === 'string') waiting.set(dirtyIn, (waiting.get(dirtyIn) ?? 0) + 1);
      const everywhere = rows.find(({ pk }) => pk === 'PAUSE');
      return rows
        .filter(({ pk }) => String(pk).startsWith('CHANNEL#'))
        .map((row): ChannelLine => {
          const channel = String(row.channel);
          const pausedBy = pausedByOf(row.paused) ?? pausedByOf(everywhere?.paused);
          return {
            channel,
            name: slack.state.channels.get(channel)?.name ?? channel,
            waiting: waiting.get(channel) ?? 0,
            health: String(row.health ?? 'ok'),
            ...(typeof row.pausedUntil === 'number' && { pausedUntil: row.pausedUntil }),
            ...(typeof row.leaseUntil === 'number' && { leaseUntil: row.leaseUntil }),
            ...(typeof row.healthReason === 'string' && { reason: row.healthReason }),
            ...(pausedBy && { pausedBy: slack.state.users.get(pausedBy)?.real_name ?? pausedBy }),
          };
        })
        .sort((a, b) => a.name.localeCompare(b.name));
    },

    async audit(): Promise<AuditLine[]> {
      const rows = await dynamodb.scan(config.tables.auditTable);
      return rows.map((row) => ({
        id: `${row.chain}.${row.place}`,
        at: Date.parse(String(row.at)),
        who: slack.state.users.get(String(row.who))?.real_name ?? String(row.who),
        what: String(row.action),
        subject: String(row.finding),
        phase: String(row.phase),
        ...(row.result !== undefined || row.reason !== undefined ? { detail: [row.result, row.reason].filter(Boolean).join(' · ') } : {}),
      }));
    },
  };
}

function pausedByOf(paused: unknown): string | undefined {
  return typeof paused === 'object' && paused !== null && 'by' in paused ? String(paused.by) : undefined;
}
