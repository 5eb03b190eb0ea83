import { readContainerConfig } from './config.ts';
import { startContainer } from './container.ts';
import { endWhenTold } from './end-when-told.ts';
import { telemetry, wire } from './wiring.ts';
import { wireFront, wireSocket } from './wiring-front.ts';

/** `npm start`: the container against the real services, until it is told to stop. */
async function start(): Promise<void> {
  const config = readContainerConfig();
  const { log, flush } = telemetry(config.tables.table);
  const services = await wire(config, { log });
  const front = wireFront(config, services);
  const container = await startContainer({ config, services, front });
  const socket = await wireSocket(config, front, log);
  setInterval(flush, 60_000);
  log.info('shub is listening', socket ? { mode: 'socket' } : { mode: 'http', requestUrl: container.requestUrl });
  endWhenTold({ ...services, stop: () => Promise.all([socket?.stop(), container.stop()]), flush });
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

start().catch(fail);
