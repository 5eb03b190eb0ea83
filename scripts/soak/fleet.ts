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
export function fleetOf(size: number, { program, random }: { program: string; random: Random }) {
  const crashes: (number | null)[] = [];
  const members: Member[] = Array.from({ length: size }, () => ({
    process: startKillable({ pace: 1, program, execArgv: ['--expose-gc'], onCrash: (code) => void crashes.push(code) }),
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
     * Kills every member again and again, each at latest after so long a life and not all at once, until `over` and every point was come
     * to, or it is `tooLate`. All are armed with the same point, so that whoever comes to it first dies there. Resolves to the
     * points that none came to.
     */
    async massacre<P extends readonly [string, Parameters<Killable['arm']>[0]]>(
      points: readonly P[],
      { lifeMs, over, tooLate }: { lifeMs: number; over: () => boolean; tooLate: () => boolean },
    ): Promise<P[]> {
      const ahead = [...points];
      let soughtUntil = performance.now() + lifeMs;
      function sought(): P | undefined {
        if (performance.now() >= soughtUntil) {
          // Another has a turn first.
          ahead.push(...ahead.splice(0, 1));
          soughtUntil = performance.now() + lifeMs;
        }
        return ahead[0];
      }

      /** Until it dies or its time is over; resolves to the point it died at, if it did. */
      async function live(member: Member): Promise<P | undefined> {
        const end = performance.now() + lifeMs;
        let armed: P | undefined;
        while (performance.now() < end) {
          const point = sought();
          if (point && point !== armed) await member.process.arm(point[1]);
          armed = point;
          await pause(20);
          if (member.process.isDead()) return armed;
        }
        await member.process.kill();
        return undefined;
      }

      await Promise.all(
        members.map(async (member, i) => {
          await pause((lifeMs * i) / members.length);
          while (!tooLate() && (!over() || ahead.length > 0)) {
            const hit = await live(member);
            kills++;
            member.url = undefined;
            if (hit && ahead.includes(hit)) {
              ahead.splice(ahead.indexOf(hit), 1);
              soughtUntil = performance.now() + lifeMs;
            }
            member.url = await member.process.again();
          }
        }),
      );
      return ahead;
    },
  };
}
