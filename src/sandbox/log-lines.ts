import type { Log } from '../flows/services.ts';
import type { Clock } from './clock.ts';
import type { VerdictLine } from './page/contract.ts';

const KEPT = 500;

/** The product's log as the page shows it: a line per verdict; warnings and errors go to the terminal as well. */
export function logLines(clock: Clock, changed: () => void): { log: Log; lines: VerdictLine[] } {
  const lines: VerdictLine[] = [];
  let count = 0;
  const add = (line: Omit<VerdictLine, 'at' | 'id'>): void => {
    lines.push({ at: clock.now(), id: String(count++), ...line });
    if (lines.length > KEPT) lines.shift();
    changed();
  };
  const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

  const log: Log = {
    info(event, facts = {}) {
      if (event !== 'verdict' && event !== 'unsupported yet') return;
      add({
        event: text(facts.event, 'Security Hub Findings - Imported'),
        subject: text(facts.title, text(facts.finding, '')),
        ...(typeof facts.severity === 'string' && { severity: facts.severity }),
        verdict: text(facts.do, 'nothing'),
        because: text(facts.because, event),
      });
    },
    warn(event, facts = {}) {
      add({
        event: 'shub',
        subject: text(facts.finding, text(facts.channel, text(facts.card, ''))),
        verdict: event,
        because: text(facts.because, ''),
      });
    },
    error(event, facts = {}) {
      console.error(event, facts);
      add({
        event: 'shub',
        subject: text(facts.channel, ''),
        verdict: `error: ${event}`,
        because: text(facts.because, text(facts.error, '')),
      });
    },
    count: () => undefined,
  };
  return { log, lines };
}
