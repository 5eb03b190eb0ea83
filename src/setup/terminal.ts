import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

/** The two ends of a terminal, or of whatever stands in for one. */
export interface Streams {
  stdin: Readable & { isTTY?: boolean | undefined };
  stdout: Writable & { isTTY?: boolean | undefined; columns?: number | undefined };
}

export interface Terminal {
  /** Whether somebody sits there who can be asked. */
  attended: boolean;
  say(line: string): void;
  /** What was typed, trimmed; undefined when the input ended instead. */
  ask(question: string): Promise<string | undefined>;
  /**
   * Lines that change: on a terminal in place, elsewhere each is said again when it says something new. What is said
   * otherwise in between goes below, and the lines begin anew.
   */
  live(lines: readonly string[]): void;
}

export function terminalOn({ stdin, stdout }: Streams): Terminal {
  const inPlace = stdout.isTTY === true;
  let shown: string[] = [];

  const say = (line: string): void => {
    shown = [];
    stdout.write(`${line}\n`);
  };

  return {
    attended: inPlace && stdin.isTTY === true,
    say,

    async ask(question) {
      shown = [];
      const lines = createInterface({ input: stdin, output: stdout });
      try {
        const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
        const answer = await Promise.race([lines.question(question), ended]);
        return answer?.trim();
      } finally {
        lines.close();
      }
    },

    live(lines) {
      if (inPlace) {
        const up = shown.length > 0 ? `\u001B[${shown.length}A` : '';
        // A line that wrapped would be counted as one and leave its rest behind.
        const fit = lines.map((line) => line.slice(0, (stdout.columns ?? 80) - 1));
        stdout.write(up + fit.map((line) => `\u001B[2K${line}\n`).join(''));
      } else {
        for (const [at, line] of lines.entries()) if (line !== shown[at]) stdout.write(`${line}\n`);
      }
      shown = [...lines];
    },
  };
}
