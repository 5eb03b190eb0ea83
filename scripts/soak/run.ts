import { movableClock } from '../../src/sandbox/clock.ts';
import type { World } from '../../src/sandbox/world.ts';
import { KILL_POINTS } from '../../test/faults/kill-points.ts';
import { randomFrom } from '../bench/storm/random.ts';
import { bundleProduct } from './bundle-product.ts';
import { fleetOf } from './fleet.ts';
import { type Invariant, invariantsOf } from './invariants.ts';
import { PHASES, type PhaseName, secondsOf } from './phases.ts';
import { CHANNELS } from './place.ts';
import { setScene } from './scene.ts';
import { makeTrouble } from './trouble.ts';
import { leftToDo } from './truth.ts';
import { heapSlope, type Sample } from './vitals.ts';

export interface Soaked {
  invariants: Invariant[];
  /** Kill points that no process came to while it was armed with them, and how many there are. */
  missed: string[];
  points: number;
  kills: number;
  /** How often a process ended by itself. */
  crashes: number;
  /** Messages that went out while processes were killed. */
  postsAmongKills: number;
  /** `seconds`: for how long it was measured. */
  heap: ReturnType<typeof heapSlope> & { samples: number; seconds: number };
  loopP99Ms: number;
  /** Messages that were received too often and ended in a dead-letter queue. */
  givenUp: number;
  /** What was still to be done when nothing was waited for any longer. */
  left: string[];
}

interface Phase {
  name: PhaseName;
  seconds: number;
  findings: number;
  posts: number;
  presses: number;
}

/** How often things happen in each second of the world while the run goes on. */
const RATES = { appears: 0.4, changes: 0.3, repeats: 0.2, acknowledges: 0.12, triesWithoutRole: 0.04, forges: 0.04 };

/** While processes are killed more happens, so that they come to the points at which they are to die. */
const AMONG_KILLS = { ...RATES, appears: 1, acknowledges: 0.6 };

/** Of each of two processes, so that one is killed every five seconds. */
const LIFE_MS = 10_000;
const SAMPLES = 15;
const SECOND = 1_000;

/** Among kills some channels are flooded, one every few seconds of ours. */
const FLOODED = 4;
const FLOOD_MS = 6_000;

/** Recovery may take as long again as it has, and this much of the world's time beyond; then it has not recovered. */
const PATIENCE_MS = 5 * 60_000;

/** The comparison with Security Hub, due every ten minutes, is due now. It is asked for again soon if that cannot be written down. */
async function compareNow({ services: { repairs, queues } }: Pick<World, 'services'>): Promise<void> {
  const last = await repairs.get();
  if (last && (await repairs.save({ ...last, nextAt: 0 }, last))) await queues.request({ kind: 'repair' }, 'reports');
}

export async function soak({ seconds, seed, onPhase }: { seconds: number; seed: number; onPhase(phase: Phase): void }): Promise<Soaked> {
  const random = randomFrom(seed);
  const clock = movableClock();
  const bundle = await bundleProduct();
  const fleet = fleetOf(2, { program: bundle.file, random });
  let phase: PhaseName = 'warming up';

  const scene = await setScene({ clock, pace: 1, random, product: fleet });
  const { world, watched, findings, people } = scene;
  makeTrouble(world, { random, phase: () => phase, limited: watched.limited });

  const rest = (ms: number) => new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve));
  const every = (ms: number, act: () => void): void =>
    void clock.at(clock.now() + ms, () => {
      act();
      every(ms, act);
    });
  const sometimes = (rate: number, act: () => unknown): void => void (random() < rate && act());
  every(60 * SECOND, () => void world.tick());
  every(SECOND, () => {
    watched.look();
    if (phase === 'recovery') return;
    const rates = phase === 'kills' ? AMONG_KILLS : RATES;
    sometimes(rates.appears, findings.appears);
    sometimes(rates.changes, findings.changes);
    sometimes(rates.repeats, findings.repeats);
    sometimes(rates.acknowledges, people.acknowledge);
    sometimes(rates.triesWithoutRole, people.tryWithoutRole);
    sometimes(rates.forges, people.forge);
  });

  const samples: Sample[] = [];
  let loopP99Ms = 0;
  async function sample(): Promise<void> {
    const vitals = await fleet.measure();
    if (!vitals) return;
    samples.push({ at: performance.now(), heapBytes: vitals.heapBytes });
    loopP99Ms = Math.max(loopP99Ms, vitals.loopP99Ms);
  }

  const missed: string[] = [];
  let postsAmongKills = 0;
  let floods = 0;

  async function go(name: PhaseName, ms: number): Promise<void> {
    const end = clock.now() + ms;
    switch (name) {
      case 'warming up':
        findings.flood(60);
        break;
      case 'steady':
        for (let i = 0; i < SAMPLES; i++) {
          await rest(ms / SAMPLES);
          await sample();
        }
        return;
      case 'storm':
        for (let wave = 0; wave < 4; wave++) {
          findings.flood(Math.round(seconds / 5));
          await rest(5 * SECOND);
        }
        break;
      case 'latency':
        await rest(ms);
        loopP99Ms = Math.max(loopP99Ms, (await fleet.measure())?.loopP99Ms ?? 0);
        return;
      case 'kills': {
        const before = watched.seen.posts;
        const flood = (): void => {
          // Each of some channels in turn, so that storms begin anew and grow.
          findings.flood(24, CHANNELS[floods++ % FLOODED]);
          // The next one does what this one could not.
          void compareNow(world).catch(() => undefined);
        };
        flood();
        const flooding = setInterval(flood, FLOOD_MS);
        const left = await fleet.massacre(KILL_POINTS, {
          lifeMs: LIFE_MS,
          over: () => clock.now() >= end,
          tooLate: () => clock.now() >= end + ms + PATIENCE_MS,
        });
        clearInterval(flooding);
        missed.push(...left.map(([words]) => words));
        postsAmongKills = watched.seen.posts - before;
        return;
      }
      case 'revoked':
        world.slack.token.revoked = true;
        await rest(ms);
        world.slack.token.revoked = false;
        return;
      case 'recovery':
        while (clock.now() < end || ((await leftToDo(world)).length > 0 && clock.now() < end + ms + PATIENCE_MS)) await rest(2 * SECOND);
        loopP99Ms = Math.max(loopP99Ms, (await fleet.measure())?.loopP99Ms ?? 0);
        return;
      default:
    }
    await rest(Math.max(0, end - clock.now()));
  }

  for (const { name } of PHASES) {
    phase = name;
    const before = { at: performance.now(), findings: findings.count(), posts: watched.seen.posts, presses: people.counts.answered };
    await go(name, secondsOf(name, seconds) * SECOND);
    onPhase({
      name,
      seconds: (performance.now() - before.at) / SECOND,
      findings: findings.count() - before.findings,
      posts: watched.seen.posts - before.posts,
      presses: people.counts.answered - before.presses,
    });
  }

  const left = await leftToDo(world);
  const givenUp = world.sqs.queues().reduce((sum, { name, visible }) => sum + (name.endsWith('-dead') ? visible : 0), 0);
  const invariants = await invariantsOf(scene);
  await world.stop();
  await bundle.remove();
  return {
    invariants,
    missed,
    points: KILL_POINTS.length,
    kills: fleet.kills(),
    crashes: fleet.crashes.length,
    postsAmongKills,
    heap: { ...heapSlope(samples), samples: samples.length, seconds: secondsOf('steady', seconds) },
    loopP99Ms,
    givenUp,
    left,
  };
}
