import type { ConsoleLine } from '../page/protocol.ts';
import type { World } from '../world.ts';
import type { Titles } from './titles.ts';

/** The audit trail, from its table: who did what to which finding, and with which result. */
export async function auditLines({ services, slack }: World, titles: Titles): Promise<ConsoleLine[]> {
  const entries = [...(await services.audit.all()).values()].flat();
  const lines = entries.map((entry): ConsoleLine & { at: number } => {
    const { id, finding, phase, action, at, result, reason } = entry;
    const who = slack.state.users.get(entry.who)?.real_name ?? entry.who;
    return {
      id: `${finding}.${id}`,
      at: Date.parse(at),
      title: `${who} · ${action}`,
      outcome: { word: phase, tone: phase === 'done' ? 'good' : 'quiet' },
      facts: [titles.byKey(finding) ?? finding, ...textsOf(result, reason)],
      more: [{ name: 'Entry', text: JSON.stringify(entry) }],
    };
  });
  return lines.sort((a, b) => a.at - b.at);
}

const textsOf = (...values: (string | undefined)[]): string[] => values.flatMap((value) => value || []);
