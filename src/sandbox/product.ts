import type { Endpoints } from '../aws/clients.ts';
import type { ContainerConfig } from '../config.ts';
import { startContainer } from '../container.ts';
import type { Log, Services } from '../flows/services.ts';
import { wire } from '../wiring.ts';
import { wireFront } from '../wiring-front.ts';
import type { Clock } from './clock.ts';

export interface ProductOptions {
  config: ContainerConfig;
  clock: Clock;
  log: Log;
  endpoints: Required<Endpoints>;
  /** What stands between the product and its services, such as a fault. */
  through?: (services: Services) => Services;
  /** How many times as long as usual its calls may take. */
  patience?: number;
}

/** The product as the world around it sees it, wherever it runs. */
export interface Product {
  services: Services;
  /** Where Slack's requests go. */
  requestUrl: string;
  tick(): Promise<void>;
  /** Work under way, that left out which only waits for the clock. */
  busy(): number;
  /** In how many places it only waits for the clock. */
  asleep(): number;
  stop(): Promise<void>;
}

/** The product as its container runs it, in this process and on this clock. */
export async function startProduct({
  config,
  clock,
  log,
  endpoints,
  patience = 1,
  through = (services) => services,
}: ProductOptions): Promise<Product> {
  let asleep = 0;
  const sleep = (ms: number, over?: AbortSignal) =>
    new Promise<void>((resolve) => {
      const callOff = clock.at(clock.now() + ms, resolve);
      over?.addEventListener('abort', () => {
        callOff();
        resolve();
      });
    });
  const countedSleep: Services['sleep'] = (ms, over) => {
    if (over) return sleep(ms, over);
    asleep++;
    return sleep(ms).finally(() => asleep--);
  };
  const services = through(await wire(config, { log, now: () => new Date(clock.now()), sleep: countedSleep, patience, endpoints }));
  // The front sleeps beside its work, to answer in time; the rest sleeps in the middle of it.
  const front = wireFront(config, { ...services, sleep }, { endpoints });
  const container = await startContainer({ config, services, front, host: '127.0.0.1', endpoint: endpoints.sqs, ticking: false });
  const { requestUrl, tick, stop } = container;
  // One piece of work may wait in several places.
  return { services, requestUrl, tick, stop, busy: () => Math.max(0, container.busy() - asleep), asleep: () => asleep };
}
