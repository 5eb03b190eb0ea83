import { once } from 'node:events';
import * as z from 'zod';
import type { Services } from '../../src/flows/services.ts';

/**
 * A moment in the life of the product: right before or right after the n-th call of a method of a port, such as `chat.post`, of
 * those about which the words `about` are in the arguments as JSON, or after the call in its result. The process dies there, or
 * sleeps until somebody wakes it, or is told to stop, and goes on or hangs for a minute there.
 */
export const KillPoint = z.object({
  when: z.enum(['before', 'after']),
  call: z.string(),
  about: z.string().default(''),
  nth: z.number().int().min(1).default(1),
  end: z.enum(['dies', 'sleeps', 'is told to stop', 'is told to stop and hangs']).default('dies'),
});
export type KillPoint = z.input<typeof KillPoint>;

interface Mortality {
  armed(): z.output<typeof KillPoint> | undefined;
  /** Resolves when the world has been told that it falls asleep. */
  announceSleep(): Promise<void>;
}

/**
 * Services in which the process dies at the armed point as if its power had been cut, nothing finished, nothing said; or stands
 * still there and goes on as if no time had passed; or is told to stop and goes on as it sees fit.
 */
export function mortal(services: Services, { armed, announceSleep }: Mortality): Services {
  let counting: { at: z.output<typeof KillPoint>; calls: number } | undefined;

  /** Whether this is the call that the process was armed with; what came before it was armed does not count. */
  function isHit(when: KillPoint['when'], call: string, about: unknown): z.output<typeof KillPoint> | undefined {
    const point = armed();
    if (point?.when !== when || point.call !== call || !JSON.stringify(about).includes(point.about)) return undefined;
    if (counting?.at !== point) counting = { at: point, calls: 0 };
    return ++counting.calls === point.nth ? point : undefined;
  }

  async function end(how: z.output<typeof KillPoint>['end']): Promise<void> {
    if (how === 'sleeps') {
      await announceSleep();
      process.kill(process.pid, 'SIGSTOP');
      return;
    }
    if (how !== 'dies') {
      const told = once(process, 'SIGTERM');
      process.kill(process.pid, 'SIGTERM');
      await told;
      if (how === 'is told to stop and hangs') await services.sleep(60_000);
      return;
    }
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  }

  const port = (name: string, target: object): object =>
    new Proxy(target, {
      get(of, method, receiver) {
        const value: unknown = Reflect.get(of, method, receiver);
        if (typeof value !== 'function') return value;
        const call = `${name}.${String(method)}`;
        return async (...given: unknown[]) => {
          const before = isHit('before', call, given);
          if (before) await end(before.end);
          const result: unknown = await Reflect.apply(value, of, given);
          const after = isHit('after', call, [given, result]);
          if (after) await end(after.end);
          return result;
        };
      },
    });

  const LEFT_ALONE = ['log', 'now', 'sleep', 'token', 'policy'];
  return new Proxy(services, {
    get(of, name, receiver) {
      const value: unknown = Reflect.get(of, name, receiver);
      return typeof value === 'object' && value !== null && !LEFT_ALONE.includes(String(name)) ? port(String(name), value) : value;
    },
  });
}
