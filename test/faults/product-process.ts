import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { z } from 'zod';
import { endWhenTold } from '../../src/end-when-told.ts';
import { type Clock, movableClock } from '../../src/sandbox/clock.ts';
import { startProduct } from '../../src/sandbox/product.ts';
import { type KillPoint, mortal } from './kill-point.ts';
import { type FromProduct, Start, ToProduct } from './messages.ts';

/** The product in a process that can be killed. Its time is the world's: told before anything else is asked of it, unless it runs. */
const { now: start, running, config, endpoints } = Start.parse(JSON.parse(process.argv[2] ?? ''));
const say = (message: FromProduct): void => void process.send?.(message);

let now = start;
let sleepers = 0;
const asleep = new Map<number, () => void>();
const toldClock: Clock = {
  now: () => now,
  at(time, run) {
    const sleeper = sleepers++;
    asleep.set(sleeper, run);
    say({ is: 'asleep', sleeper, until: time });
    return () => void asleep.delete(sleeper);
  },
};

const clock = running ? movableClock({ start: start + (Date.now() - running.when) * running.pace, pace: running.pace }) : toldClock;

const logAt =
  (level: 'info' | 'warn' | 'error') =>
  (event: string, facts: Record<string, unknown> = {}): void =>
    say({ is: 'log', level, event, facts });

let armed: z.output<typeof KillPoint> | undefined;
const product = await startProduct({
  config,
  clock,
  endpoints,
  log: {
    info: logAt('info'),
    warn: logAt('warn'),
    error: logAt('error'),
    count: (event, by = 1) => say({ is: 'log', level: 'count', event, facts: { by } }),
  },
  through: (services) =>
    mortal(services, {
      armed: () => armed,
      announceSleep: () => new Promise((resolve) => process.send?.({ is: 'frozen' } satisfies FromProduct, undefined, {}, () => resolve())),
    }),
});

const loop = monitorEventLoopDelay({ resolution: 10 });

/** What is left on the heap once everything that nobody needs is gone, where Node was started so that it can be asked for that. */
function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

process.on('message', (message) => {
  const order = ToProduct.parse(message);
  if ('now' in order) now = order.now;
  switch (order.do) {
    case 'tell time':
      return;
    case 'wake':
      asleep.get(order.sleeper)?.();
      asleep.delete(order.sleeper);
      return;
    case 'tick':
      void product.tick().then(() => say({ is: 'ticked', number: order.number }));
      return;
    case 'arm':
      armed = order.point;
      say({ is: 'armed' });
      return;
    case 'say how busy':
      say({ is: 'busy', work: product.busy(), number: order.number });
      return;
    case 'measure':
      say({ is: 'measured', number: order.number, loopP99Ms: loop.percentile(99) / 1e6, heapBytes: heapBytes() });
      return;
    case 'stop':
      void product.stop().then(() => process.exit(0));
  }
});
process.once('SIGTERM', () => say({ is: 'told to stop' }));
endWhenTold({ ...product.services, stop: product.stop, flush: () => undefined });
// Nobody is left who could stop it.
process.once('disconnect', () => process.exit(1));

loop.enable();
say({ is: 'ready', requestUrl: product.requestUrl });
