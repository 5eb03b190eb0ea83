import type { ConsoleLine } from '../page/protocol.ts';
import type { World } from '../world.ts';
import type { Titles } from './titles.ts';

/** The audit trail, from its table: who did what to which finding, and with which result. */
export async function auditLines({ dynamodb, config, slack }: World, titles: Titles): Promise<ConsoleLine[]> {
  const rows = await dynamodb.scan(config.tables.auditTable);
  const lines = rows.map((row): ConsoleLine & { at: number } => {
    const who = slack.state.users.get(String(row.who))?.real_name ?? String(row.who);
    const finding = String(row.finding);
    return {
      id: `${row.chain}.${row.place}`,
      at: Date.parse(String(row.at)),
      title: `${who} · ${row.action}`,
      outcome: { word: String(row.phase), tone: row.phase === 'done' ? 'good' : 'quiet' },
      facts: [titles.byKey(finding) ?? finding, ...textsOf(row.result, row.reason)],
      more: [{ name: 'Entry', text: JSON.stringify(row) }],
    };
  });
  return lines.sort((a, b) => a.at - b.at);
}

const textsOf = (...values: unknown[]): string[] => values.filter((value) => typeof value === 'string' && value !== '').map(String);
