import type { Product, ProductOptions } from '../../src/sandbox/product.ts';
import { type killable, killable as startKillable } from '../../test/faults/killable.ts';
import type { Random } from '../bench/storm/random.ts';

type Killable = ReturnType<typeof killable>;

interface Member {
  process: Killable;
  /** Where Slack's requests reach it; undefined while it is dead. */
  url: string | undefined;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The product twice, each in a process of its own, as two containers beside one another. */
export function fleetOf(size: number, { program, pace, random }: { program: string; pace: number; random: Random }) {
  const crashes: (number | null)[] = [];
  const members: Member[] = Array.from({ length: size }, () => ({
    process: startKillable({ pace, program, execArgv: ['--expose-gc'], onCrash: (code) => void crashes.push(code) }),
    url: undefined,
  }));
  let kills = 0;

  async function start(options: ProductOptions): Promise<Product> {
    const products = await Promise.all(members.map(({ process }) => process.start(options)));
    for (const [i, { requestUrl }] of products.entries()) {
      const member = members[i];
      if (member) member.url = requestUrl;
    }
    const [first] = products;
    if (!first) throw new Error('A fleet of none');
    return {
      ...first,
      busy: () => 0,
      tick: async () => void (await Promise.all(members.map(({ url }, i) => url && products[i]?.tick()))),
      stop: async () => void (await Promise.all(products.map((product) => product.stop()))),
    };
  }

  /** Lives for so long at most; true when it died at the point that it was armed with on the way. */
  async function liveAndDie(member: Member, point: Parameters<Killable['arm']>[0] | undefined, lifeMs: number): Promise<boolean> {
    const end = performance.now() + lifeMs;
    await pause(lifeMs * 0.5 * random());
    if (point) await member.process.arm(point);
    while (performance.now() < end && !member.process.isDead()) await pause(20);
    const hit = member.process.isDead();
    if (!hit) await member.process.kill();
    kills++;
    member.url = undefined;
    member.url = await member.process.again();
    return hit;
  }

  return {
    start,
    crashes,
    kills: () => kills,
    /** Somewhere that listens, if anywhere does. */
    url(): string | undefined {
      const urls = members.flatMap(({ url }) => url ?? []);
      return urls[Math.floor(random() * urls.length)];
    },
    measure: () => members[0]?.process.measure(),
    /**
     * Kills all members again and again, each at latest after so long a life, until `over` and every point was come to, or it is `tooLate`.
     * Resolves to the points that were never come to.
     */
    async massacre<P extends readonly [string, Parameters<Killable['arm']>[0]]>(
      points: readonly P[],
      { lifeMs, over, tooLate }: { lifeMs: number; over: () => boolean; tooLate: () => boolean },
    ): Promise<P[]> {
      const ahead = [...points];
      const missed = new Set(points);
      await Promise.all(
        members.map(async (member) => {
          while (!tooLate() && (!over() || missed.size > 0)) {
            const point = ahead.shift();
            const hit = await liveAndDie(member, point?.[1], lifeMs);
            if (!point) continue;
            if (hit) missed.delete(point);
            else ahead.push(point);
          }
        }),
      );
      return [...missed];
    },
  };
}
