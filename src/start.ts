import { readContainerConfig } from './config.ts';
import { startContainer } from './container.ts';
import { telemetry, wire } from './wiring.ts';
import { wireFront } from './wiring-front.ts';

/** `npm start`: the container against the real services, until it is told to stop. */
async function start(): Promise<void> {
  const config = readContainerConfig();
  const { log, flush } = telemetry();
  const services = await wire(config, { log });
  const container = await startContainer({ config, services, front: await wireFront(config, services) });
  const flushing = setInterval(flush, 60_000);
  log.info('shub is listening', { requestUrl: container.requestUrl });

  const stop = (): void => {
    log.info('shub is stopping: what was begun is finished first');
    clearInterval(flushing);
    container.stop().then(() => {
      flush();
      process.exit(0);
    }, fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

start().catch(fail);
