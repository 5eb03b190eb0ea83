import type { Product, ProductOptions } from '../../src/sandbox/product.ts';
import { wire } from '../../src/wiring.ts';
import type { KillPoint } from './kill-point.ts';
import { type ChildOptions, type ProductChild, startChild } from './product-child.ts';

/** The product in a process of its own, which dies or falls asleep at an armed point and can be started again. */
export function killable(settings: ChildOptions = {}) {
  let options: ProductOptions | undefined;
  let child: ProductChild | undefined;
  /** What was asleep when another was started in its place. */
  const others: ProductChild[] = [];

  const all = (): ProductChild[] => [...others, ...(child ? [child] : [])];

  return {
    async start(given: ProductOptions): Promise<Product> {
      options = given;
      const { config, clock, log, endpoints } = given;
      child = await startChild(given, settings);
      // To look at the table from here; it does no work.
      const services = await wire(config, { log, now: () => new Date(clock.now()), endpoints });
      return {
        services,
        requestUrl: child.requestUrl,
        asleep: () => 0,
        busy: () => all().reduce((sum, { work }) => sum + work(), 0),
        tick: async () => void (await child?.ask('ticked')),
        stop: async () => void (await Promise.all(all().map((one) => one.stop()))),
      };
    },

    /** From now on it dies there, or falls asleep. */
    arm: async (point: KillPoint): Promise<void> => child?.arm({ do: 'arm', point }),

    isDead: (): boolean => child?.isDead() ?? false,
    isFrozen: (): boolean => child?.isFrozen() ?? false,
    /** Nobody is there to do anything. */
    isAway: (): boolean => child !== undefined && (child.isFrozen() || child.isEnding() || !child.isAlive()),
    /** SIGTERM, as a deploy sends it. */
    tellToStop: (): boolean => child?.tellToStop() ?? false,
    /** How it ended after that. */
    ended: () => child?.ended(),
    kill: async (): Promise<void> => child?.kill(),

    /** Its heap after garbage collection, and how late its event loop came round since it started; undefined when it died meanwhile. */
    measure: async (): Promise<{ heapBytes: number; loopP99Ms: number } | undefined> => child?.ask('measured'),

    /** Another process in its place. Resolves to where Slack's requests go now. */
    async again(): Promise<string> {
      if (!options) throw new Error('It was never started');
      if (child?.isAlive()) others.push(child);
      child = await startChild(options, settings);
      return child.requestUrl;
    },

    /** Whatever is asleep goes on where it stopped, beside the one that was started in its place. */
    thaw(): void {
      for (const one of all()) if (one.isFrozen()) one.thaw();
    },

    /** The world's time, before anything is asked at that time. */
    tellTime(): void {
      for (const one of all()) if (options && !one.isFrozen()) one.tell({ do: 'tell time', now: options.clock.now() });
    },

    /** Asks how much it has to do, so that `busy` knows. */
    listen: async (): Promise<void> => void (await Promise.all(all().map((one) => one.listen()))),
  };
}
