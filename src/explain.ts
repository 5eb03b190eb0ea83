import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Explanation, explain } from './explain/explain-finding.ts';
import { readInput } from './explain/read-input.ts';
import { readPolicy } from './policy.ts';

/**
 * `npm run --silent explain -- [--cards] event.json` (or `-`): what shub would do about each finding in a file, one JSON line each,
 * without AWS, Slack or a network. Ends with 1 when anything was not understood, with 2 when it could not begin.
 */
async function main(args: readonly string[]): Promise<number> {
  const [source, ...more] = args.filter((arg) => arg !== '--cards');
  if (source === undefined || more.length > 0 || (source.startsWith('-') && source !== '-')) {
    process.stderr.write('Usage: explain [--cards] <file of findings or events, or - for standard input>\n');
    return 2;
  }
  const circumstances = { policy: await policyHere(process.env['SHUB_POLICY']), cards: args.includes('--cards') };
  const input = source === '-' ? await text(process.stdin) : await readFile(source, 'utf8');

  let understood = true;
  function* lines() {
    for (const item of readInput(input)) {
      for (const explanation of 'raw' in item ? explain(item.raw, circumstances) : [{ error: item }]) {
        if ('error' in explanation) understood = false;
        yield `${JSON.stringify(withLine(explanation, item.line))}\n`;
      }
    }
  }
  await pipeline(Readable.from(lines()), process.stdout, { end: false });
  return understood ? 0 : 1;
}

/** An error is found again by its line in the input. */
const withLine = (explanation: Explanation, line: number | undefined): Explanation =>
  'error' in explanation && line !== undefined ? { error: { ...explanation.error, line } } : explanation;

/** The file that is named, else policy.yml beside us, else what holds without any. */
async function policyHere(named: string | undefined) {
  if (named?.startsWith('ssm:')) throw new Error('SHUB_POLICY names a parameter in AWS, and explain uses no network: give it a file.');
  if (named !== undefined && named !== '') return readPolicy(await readFile(named, 'utf8'));
  return readPolicy(await readFile('policy.yml', 'utf8').catch(whenMissing));
}

function whenMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // Whoever reads us stopped reading, as `head` does: nothing went wrong.
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
