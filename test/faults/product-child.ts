import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ProductOptions } from '../../src/sandbox/product.ts';
import { FromProduct, type Start, type ToProduct } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('product-process.ts', import.meta.url));

export interface ChildOptions {
  /** The process has a clock of its own that runs, so many of its seconds in one of ours; otherwise it must be told the time. */
  pace?: number;
  /** What is run, and Node's own arguments for it. */
  program?: string;
  execArgv?: string[];
  /** Told when the process ends other than by being killed or stopped. */
  onCrash?: (code: number | null) => void;
}

type Answer<Is extends FromProduct['is']> = Extract<FromProduct, { is: Is }>;

export type ProductChild = Awaited<ReturnType<typeof startChild>>;

/** One process of the product, from its start until it is killed or stopped. */
export async function startChild(
  { config, clock, endpoints, log }: ProductOptions,
  { pace, program = PROGRAM, execArgv = ['--import', 'tsx'], onCrash = () => undefined }: ChildOptions,
) {
  const running = pace === undefined ? undefined : { pace, when: Date.now() };
  const start: Start = { now: clock.now(), config, endpoints, ...(running && { running }) };
  const child: ChildProcess = fork(program, [JSON.stringify(start)], { execArgv });
  child.setMaxListeners(0);
  const waiting = new Set<(said: FromProduct) => void>();
  let questions = 0;
  let work = 0;
  let frozen = false;
  let stopping = false;
  let toldAt: number | undefined;
  let ended: { code: number | null; tookMs: number } | undefined;

  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  // Whoever was killed a moment ago cannot be told, and need not be.
  const tell = (order: ToProduct): void => void (isAlive() && child.connected && child.send(order, () => undefined));

  child.on('message', (message) => {
    const said = FromProduct.parse(message);
    switch (said.is) {
      case 'asleep':
        clock.at(said.until, () => tell({ do: 'wake', sleeper: said.sleeper, now: clock.now() }));
        break;
      case 'log':
        if (said.level === 'count') log.count(said.event, Number(said.facts['by']));
        else log[said.level](said.event, said.facts);
        break;
      case 'frozen':
        frozen = true;
        break;
      case 'told to stop':
        toldAt = clock.now();
        break;
      default:
    }
    for (const hear of waiting) hear(said);
  });
  child.once('exit', (code) => {
    work = 0;
    if (toldAt !== undefined) ended = { code, tookMs: clock.now() - toldAt };
    else if (code !== null && !stopping) onCrash(code);
  });

  /** Resolves when the process says so, or to nothing when it has died or fallen asleep. */
  function answer<Is extends FromProduct['is']>(is: Is, number?: number): Promise<Answer<Is> | undefined> {
    if (!isAlive() || frozen) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const end = (said?: Answer<Is>): void => {
        waiting.delete(hear);
        resolve(said);
      };
      const isWanted = (said: FromProduct): said is Answer<Is> => said.is === is && (!('number' in said) || said.number === number);
      const hear = (said: FromProduct): void => {
        if (isWanted(said)) end(said);
        else if (said.is === 'frozen') end();
      };
      waiting.add(hear);
      child.once('exit', () => end());
    });
  }

  const ready = await answer('ready');
  if (!ready) throw new Error('The product did not start');

  return {
    requestUrl: ready.requestUrl,
    /** What it had to do when it was asked last. */
    work: () => work,
    isAlive,
    isDead: () => child.signalCode === 'SIGKILL',
    isFrozen: () => frozen,
    /** It takes nothing any more, and only waits for the clock with what it still does. */
    isEnding: () => toldAt !== undefined && work === 0,
    /** How it ended after SIGTERM, and how much of the clock it took; undefined when it was not told to or has not ended. */
    ended: () => ended,
    tell,

    /** Sends a question and resolves to its answer; to nothing when it has died or fallen asleep instead. */
    async ask<Is extends 'ticked' | 'busy' | 'measured'>(is: Is): Promise<Answer<Is> | undefined> {
      const number = questions++;
      const said = answer(is, number);
      const orders: Record<'ticked' | 'busy' | 'measured', ToProduct> = {
        ticked: { do: 'tick', number, now: clock.now() },
        busy: { do: 'say how busy', number },
        measured: { do: 'measure', number },
      };
      tell(orders[is]);
      return said;
    },

    async arm(order: Extract<ToProduct, { do: 'arm' }>): Promise<void> {
      const armed = answer('armed');
      tell(order);
      await armed;
    },

    async listen(): Promise<void> {
      work = (await this.ask('busy'))?.work ?? 0;
    },

    /** It goes on where it stopped. */
    thaw(): void {
      tell({ do: 'tell time', now: clock.now() });
      frozen = false;
      child.kill('SIGCONT');
    },

    async kill(): Promise<void> {
      if (!isAlive()) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },

    tellToStop: () => child.kill('SIGTERM'),

    async stop(): Promise<void> {
      if (!isAlive()) return;
      stopping = true;
      const gone = once(child, 'exit');
      if (frozen) child.kill('SIGKILL');
      else tell({ do: 'stop' });
      await gone;
    },
  };
}
