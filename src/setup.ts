import { setTimeout as delay } from 'node:timers/promises';
import { readSetupEnvironment } from './config.ts';
import { runSetup } from './setup/run-setup.ts';

process.exitCode = await runSetup(process.argv.slice(2), {
  ...readSetupEnvironment(),
  streams: process,
  sleep: (ms) => delay(ms),
  now: () => new Date(),
});
