import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';

const PORT = Number(process.env.PORT ?? 4000);

/** `npm run sandbox`: one URL, until Ctrl-C. `-- --empty`: an account in which Security Hub is still off, to be set up. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { empty: { type: 'boolean', default: false } } });
  const sandbox = await startSandbox(PORT, values);
  console.log(`shub's sandbox: ${sandbox.url}   (Ctrl-C stops it)`);
  if (sandbox.setUpCommand !== undefined) {
    console.log(`Its account is empty. Set it up on the page, or in another terminal:\n\n  ${sandbox.setUpCommand}\n`);
  }
  const stop = (): void => {
    sandbox.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function fail(error: unknown): void {
  console.error(error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS') ? error.message : error);
  process.exitCode = 1;
}

main().catch(fail);
