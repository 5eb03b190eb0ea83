import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { bundleProduct } from '../../scripts/soak/bundle-product.ts';
import { aWorld, type TestWorld } from '../support/world.ts';
import type { KillPoint } from './kill-point.ts';
import { killable } from './killable.ts';

export interface MortalWorld extends TestWorld {
  /** From now on the product dies there, or falls asleep. */
  arm(point: KillPoint): Promise<void>;
  /** Another process takes the place of the one that died, and so many minutes go by. Fails when none has: a point that is never come to proves nothing. */
  recovers(minutes: number): Promise<void>;
  /** The same of one that fell asleep; then both go on, the sleeper where it stopped. */
  wakes(minutes: number): Promise<void>;
  /** The product is told to stop, as by a deploy, if it was not armed to be told so. */
  tellToStop(): void;
  /** It was told to stop and ends by itself within ten seconds; another takes its place. */
  ends(): Promise<void>;
  /** The channels that somebody has a lease of. */
  leases(): Promise<string[]>;
}

/** For a test file: begins a world in which the product runs in a process of its own. It is compiled once for the file, as it is deployed. */
export function mortalWorlds(): (settings?: Parameters<typeof aWorld>[0]) => Promise<MortalWorld> {
  let bundle: Awaited<ReturnType<typeof bundleProduct>>;
  let world: TestWorld | undefined;
  beforeAll(async () => {
    bundle = await bundleProduct();
  });
  afterEach(() => world?.stop());
  afterAll(() => bundle.remove());

  return async (settings = {}) => {
    const product = killable({ program: bundle.file, execArgv: [] });
    const begun = await aWorld({ ...settings, product });
    world = begun;
    const followed = async (minutes: number): Promise<void> => {
      begun.slack.connect(await product.again());
      await begun.minutes(minutes);
    };
    return {
      ...begun,
      arm: product.arm,
      async recovers(minutes) {
        expect(product.isDead(), 'the point was never come to').toBe(true);
        await followed(minutes);
      },
      async wakes(minutes) {
        expect(product.isFrozen(), 'the point was never come to').toBe(true);
        await followed(minutes);
        product.thaw();
        await begun.minutes(5);
      },
      tellToStop: product.tellToStop,
      async ends() {
        await begun.settle(10_000);
        expect(product.ended(), 'it was not told to stop, or goes on').toEqual({ code: 0, tookMs: expect.toSatisfy((ms) => ms <= 10_000) });
        begun.slack.connect(await product.again());
      },
      async leases() {
        const rows = await begun.dynamodb.scan(begun.config.tables.table);
        return rows.filter(({ lease }) => lease !== undefined).map(({ pk }) => String(pk));
      },
    };
  };
}
