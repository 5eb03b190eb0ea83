import type { Log } from '../flows/services.ts';
import type { Clock } from './clock.ts';
import type { ConsoleLine, Tone } from './page/protocol.ts';

const KEPT = 500;

/** A verdict is coloured by what it does to a channel. */
const TONES: Record<string, Tone> = { alert: 'bad', edit: 'news', ticket: 'news' };

/** The product's log as the page shows it: a line per verdict, its title a finding's or that finding's id; warnings and errors go to the terminal as well. */
export function logLines(clock: Clock, changed: () => void): { log: Log; lines: ConsoleLine[] } {
  const lines: ConsoleLine[] = [];
  let count = 0;
  const add = (line: Omit<ConsoleLine, 'at' | 'id'>): void => {
    lines.push({ at: clock.now(), id: String(count++), ...line });
    if (lines.length > KEPT) lines.shift();
    changed();
  };
  const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

  const log: Log = {
    info(event, facts = {}) {
      if (event !== 'verdict' && event !== 'unsupported yet') return;
      const word = text(facts.do, 'nothing');
      add({
        title: text(facts.title, text(facts.finding, '')),
        ...(typeof facts.severity === 'string' && { severity: facts.severity }),
        outcome: { word, tone: TONES[word] ?? 'quiet', because: text(facts.because, event) },
        facts: [text(facts.event, 'Security Hub Findings - Imported')],
      });
    },
    warn(event, facts = {}) {
      add({
        title: text(facts.finding, text(facts.channel, text(facts.card, 'shub'))),
        outcome: { word: event, tone: 'news', because: text(facts.because, '') },
        facts: ['warning'],
      });
    },
    error(event, facts = {}) {
      console.error(event, facts);
      add({
        title: text(facts.channel, 'shub'),
        outcome: { word: event, tone: 'bad', because: text(facts.because, text(facts.error, '')) },
        facts: ['error'],
      });
    },
    count: () => undefined,
  };
  return { log, lines };
}
