import * as z from 'zod';
import type { Services } from '../../src/flows/services.ts';

/** A moment in the life of the product: right before or right after the n-th call of a method of a port, such as `chat.post`. */
export const KillPoint = z.object({ when: z.enum(['before', 'after']), call: z.string(), nth: z.number().int().min(1).default(1) });
export type KillPoint = z.input<typeof KillPoint>;

/** Services in which the process dies at the armed point as if its power had been cut: nothing is finished, nothing is said. */
export function mortal(services: Services, armed: () => z.output<typeof KillPoint> | undefined): Services {
  const counts = new Map<string, number>();
  const die = (): Promise<never> => {
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  };

  const port = (name: string, target: object): object =>
    new Proxy(target, {
      get(of, method, receiver) {
        const value: unknown = Reflect.get(of, method, receiver);
        if (typeof value !== 'function') return value;
        const call = `${name}.${String(method)}`;
        return async (...given: unknown[]) => {
          const point = armed();
          const hit = point?.call === call && count(call) === point.nth;
          if (hit && point?.when === 'before') return die();
          const result: unknown = await Reflect.apply(value, of, given);
          return hit ? die() : result;
        };
      },
    });

  function count(call: string): number {
    const calls = (counts.get(call) ?? 0) + 1;
    counts.set(call, calls);
    return calls;
  }

  const LEFT_ALONE = ['log', 'now', 'sleep', 'token', 'policy'];
  return new Proxy(services, {
    get(of, name, receiver) {
      const value: unknown = Reflect.get(of, name, receiver);
      return typeof value === 'object' && value !== null && !LEFT_ALONE.includes(String(name)) ? port(String(name), value) : value;
    },
  });
}
