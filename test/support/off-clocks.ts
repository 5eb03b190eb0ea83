import type { Clock } from '../../src/sandbox/clock.ts';
import { type Product, type ProductOptions, startProduct } from '../../src/sandbox/product.ts';

/** A clock that is wrong by so many milliseconds, and goes as fast as the right one. */
const offBy = (clock: Clock, ms: number): Clock => ({ now: () => clock.now() + ms, at: (time, run) => clock.at(time - ms, run) });

/** The product as several containers side by side, the clock of each wrong by so much; Slack's requests go to the first. */
export function withClocksOff(...offsets: readonly number[]) {
  const containers: Product[] = [];
  let options: ProductOptions | undefined;
  const all = async (does: (container: Product) => Promise<void>) => void (await Promise.all(containers.map(does)));

  async function another(ms: number): Promise<Product> {
    if (!options) throw new Error('The product has not been started');
    const container = await startProduct({ ...options, clock: offBy(options.clock, ms) });
    containers.push(container);
    return container;
  }

  return {
    async start(given: ProductOptions): Promise<Product> {
      options = given;
      const [first] = await Promise.all(offsets.map(another));
      if (!first) throw new Error('There is no container');
      return {
        ...first,
        tick: () => all(({ tick }) => tick()),
        busy: () => containers.reduce((sum, { busy }) => sum + busy(), 0),
        stop: () => all(({ stop }) => stop()),
      };
    },
    /** They stop, and one with such a clock goes on. Resolves to where Slack's requests go from now on. */
    async relievedBy(ms: number): Promise<string> {
      await all(({ stop }) => stop());
      containers.length = 0;
      return (await another(ms)).requestUrl;
    },
  };
}
