import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from './config.ts';
import { runRebuild } from './rebuild/run-rebuild.ts';

process.exitCode = await runRebuild(process.argv.slice(2), {
  config: () => readConfig(),
  streams: process,
  sleep: (ms) => delay(ms),
  now: () => new Date(),
});
