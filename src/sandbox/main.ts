import { startSandbox } from './sandbox.ts';

const PORT = Number(process.env.PORT ?? 4000);

/** `npm run sandbox`: one URL, until Ctrl-C. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(PORT);
  console.log(`shub's sandbox: ${sandbox.url}   (Ctrl-C stops it)`);
  const stop = (): void => {
    sandbox.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function fail(error: unknown): void {
  console.error(error);
  process.exitCode = 1;
}

main().catch(fail);
