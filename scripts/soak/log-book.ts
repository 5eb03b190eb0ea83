import type { Log } from '../../src/flows/services.ts';

/** Takes the product's log lines, counts them, and looks for secrets in each. `SOAK_LOG=1` prints what is warned of. */
export function keepLog(): { log: Log; hide(...secrets: string[]): void; lines: number; secrets: number } {
  let hidden: string[] = [];
  const book = { lines: 0, secrets: 0 };
  const prints = process.env['SOAK_LOG'] !== undefined;

  const take =
    (level: string) =>
    (event: string, facts: Record<string, unknown> = {}): void => {
      const line = JSON.stringify([event, facts]);
      book.lines++;
      if (hidden.some((secret) => line.includes(secret))) book.secrets++;
      if (prints && level !== 'info') console.error(level, line.slice(0, 600));
    };
  return Object.assign(book, {
    log: { info: take('info'), warn: take('warn'), error: take('error'), count: () => undefined },
    hide: (...secrets: string[]) => {
      hidden = secrets;
    },
  });
}
