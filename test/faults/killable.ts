import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Product, ProductOptions } from '../../src/sandbox/product.ts';
import { wire } from '../../src/wiring.ts';
import type { KillPoint } from './kill-point.ts';
import { FromProduct, type Start, type ToProduct } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('product-process.ts', import.meta.url));

interface KillableOptions {
  /** The process has a clock of its own that runs, so many of its seconds in one of ours; otherwise it must be told the time. */
  pace?: number;
  /** What is run, and Node's own arguments for it. */
  program?: string;
  execArgv?: string[];
  /** Told when the process ends other than by being killed or stopped. */
  onCrash?: (code: number | null) => void;
}

/** The product in a process of its own, which dies at an armed point and can be started again. */
export function killable({ pace, program = PROGRAM, execArgv = ['--import', 'tsx'], onCrash = () => undefined }: KillableOptions = {}) {
  let options: ProductOptions | undefined;
  let child: ChildProcess | undefined;
  let work = 0;
  let questions = 0;
  let stopping = false;
  const waiting = new Set<(message: FromProduct) => boolean>();

  const tell = (order: ToProduct): void => void (child?.connected && child.send(order));

  function hears(message: unknown): void {
    const said = FromProduct.parse(message);
    const { clock, log } = options ?? {};
    if (said.is === 'asleep' && clock) {
      const from = child;
      clock.at(said.until, () => from === child && tell({ do: 'wake', sleeper: said.sleeper, now: clock.now() }));
    }
    if (said.is === 'log' && log) {
      if (said.level === 'count') log.count(said.event, Number(said.facts['by']));
      else log[said.level](said.event, said.facts);
    }
    for (const heard of waiting) if (heard(said)) waiting.delete(heard);
  }

  /** Resolves when the process says so, or has died. */
  function until(wanted: (said: FromProduct) => boolean): Promise<FromProduct | undefined> {
    return new Promise((resolve) => {
      const heard = (said: FromProduct): boolean => {
        if (!wanted(said)) return false;
        resolve(said);
        return true;
      };
      waiting.add(heard);
      child?.once('exit', () => {
        waiting.delete(heard);
        resolve(undefined);
      });
    });
  }

  async function begin({ config, clock, endpoints }: ProductOptions): Promise<string> {
    const running = pace === undefined ? undefined : { pace, when: Date.now() };
    const start: Start = { now: clock.now(), config, endpoints, ...(running && { running }) };
    child = fork(program, [JSON.stringify(start)], { execArgv });
    child.setMaxListeners(0);
    const born = child;
    born.on('message', hears);
    born.once('exit', (code) => {
      if (born === child) work = 0;
      if (code !== null && !stopping) onCrash(code);
    });
    const ready = await until(({ is }) => is === 'ready');
    if (ready?.is !== 'ready') throw new Error('The product did not start');
    return ready.requestUrl;
  }

  return {
    async start(given: ProductOptions): Promise<Product> {
      options = given;
      const { config, clock, log, endpoints } = given;
      const requestUrl = await begin(given);
      // To look at the table from here; it does no work.
      const services = await wire(config, { log, now: () => new Date(clock.now()), endpoints });
      return {
        services,
        requestUrl,
        busy: () => work,
        async tick() {
          const number = questions++;
          const done = until((said) => said.is === 'ticked' && said.number === number);
          tell({ do: 'tick', number, now: clock.now() });
          await done;
        },
        async stop() {
          if (!child || child.exitCode !== null || child.signalCode !== null) return;
          stopping = true;
          const gone = once(child, 'exit');
          tell({ do: 'stop' });
          await gone;
        },
      };
    },

    /** From now on it dies there. */
    async arm(point: KillPoint): Promise<void> {
      const armed = until(({ is }) => is === 'armed');
      tell({ do: 'arm', point });
      await armed;
    },

    isDead: () => child?.signalCode === 'SIGKILL',

    /** Its heap after garbage collection, and how late its event loop came round since it started; undefined when it died meanwhile. */
    async measure(): Promise<{ heapBytes: number; loopP99Ms: number } | undefined> {
      const number = questions++;
      const answer = until((said) => said.is === 'measured' && said.number === number);
      tell({ do: 'measure', number });
      const said = child?.connected ? await answer : undefined;
      return said?.is === 'measured' ? said : undefined;
    },

    kill(): Promise<unknown> {
      const gone = child ? once(child, 'exit') : Promise.resolve();
      child?.kill('SIGKILL');
      return gone;
    },

    /** Another process in its place. Resolves to where Slack's requests go now. */
    async again(): Promise<string> {
      if (!options) throw new Error('It was never started');
      return begin(options);
    },

    /** The world's time, before anything is asked at that time. */
    tellTime: () => options && tell({ do: 'tell time', now: options.clock.now() }),

    /** Asks how much it has to do, so that `busy` knows. */
    async listen(): Promise<void> {
      const number = questions++;
      const answer = until((said) => said.is === 'busy' && said.number === number);
      tell({ do: 'say how busy', number });
      const said = child?.connected ? await answer : undefined;
      work = said?.is === 'busy' ? said.work : 0;
    },
  };
}
