import { SQSClient } from '@aws-sdk/client-sqs';
import { deadLetters, moveBack } from './aws/dead-letters.ts';

/**
 * `npm run redrive -- shub-dev [--move]`: lists what was given up in the dead-letter queues of a stage, and with `--move` has
 * it tried again. Doing a finding, a press or a job twice does it once, so nothing is lost by moving too much.
 */
async function main(args: readonly string[]): Promise<number> {
  const [prefix, ...more] = args.filter((arg) => arg !== '--move');
  if (prefix === undefined || more.length > 0 || prefix.startsWith('-')) {
    process.stderr.write("Usage: redrive <beginning of the queues' names: shub-dev> [--move]\n");
    return 2;
  }
  const client = new SQSClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true } });
  const found = await deadLetters(client, prefix);
  for (const queue of found) process.stdout.write(`${String(queue.messages).padStart(6)}  ${queue.name} → ${queue.goesTo}\n`);
  if (found.length === 0) process.stdout.write(`No dead-letter queue begins with ${prefix}.\n`);
  if (!args.includes('--move')) return 0;
  for (const queue of found.filter(({ messages }) => messages > 0)) {
    await moveBack(client, prefix, queue);
    process.stdout.write(`${queue.name}: being moved back to ${queue.goesTo}\n`);
  }
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
