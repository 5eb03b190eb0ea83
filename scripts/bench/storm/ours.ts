import type { Log } from '../../../src/flows/services.ts';
import { startProduct } from '../../../src/sandbox/product.ts';
import { BOT, startWorld, type World } from '../../../src/sandbox/world.ts';
import { type Time, timeOf } from './discrete-time.ts';
import { crashing, loseAnswers } from './faults.ts';
import { CHANNELS, findingOf, type Planned, POLICY, plan, quietOnes } from './load.ts';
import { randomFrom } from './random.ts';
import { shownIn, type Waits, waitsOf } from './visible.ts';
import { type Writes, writesTo } from './writes.ts';

export interface Run {
  /** Findings of the storm, how long they take to come, and the share that one channel has of them. */
  findings: number;
  over: number;
  onOne: number;
  faults: boolean;
  full: boolean;
  seed: number;
}

export interface Outcome {
  calm: { criticals: Waits; writes: Writes };
  storm: { all: Waits; criticals: Waits; quiet: Waits; writes: Writes };
  /** From the first finding of the storm until the last one could be read. */
  allVisible: number;
  messages: number;
  posts: number;
  limited: number;
  deadLetters: number;
}

const START = Date.UTC(2026, 2, 2, 9);
const CALM = { count: 100, over: 10 * 60_000 };
const MINUTE = 60_000;
const GIVE_UP_MS = 40 * MINUTE;
/** Time limits of calls are in real time: on a busy machine they would end calls for which no time of the clock has passed. */
const PATIENCE = 20;
/** After everything can be read: late copies are gone by then. */
const AFTERMATH_MS = 5 * MINUTE;

/** The whole product through ten calm minutes and a storm, on a clock that stands still while anything is under way. */
export async function runOurs({ findings, over, onOne, faults, full, seed }: Run): Promise<Outcome> {
  const random = randomFrom(seed);
  let world: World | undefined;
  const time = timeOf({ full, start: full ? Date.now() : START, busy: () => world?.busy() ?? 0 });
  world = await startWorld({
    clock: time.clock,
    log: silent,
    policy: POLICY,
    users: [],
    channels: CHANNELS.map((id) => ({ id, name: id.toLowerCase(), members: [BOT.userId] })),
    groups: [],
    product: (options) =>
      startProduct({ ...options, patience: full ? 1 : PATIENCE, ...(faults && { through: (services) => crashing(services, random) }) }),
  });
  const { slack, sqs, dynamodb, services, clock } = { ...world, clock: time.clock };
  const counted = writesTo(dynamodb);
  await services.installation.at();
  tickEveryMinute(world);

  const calm = plan({ name: 'calm', ...CALM, onOne: 1, random });
  const calmFrom = clock.now() + 1_000;
  arrives(calm, calmFrom, world);
  await time.until(() => false, CALM.over + 2 * MINUTE);
  const calmWrites = counted.take(calm.length);

  if (faults) loseAnswers(slack, random);
  const storm = plan({ name: 'storm', count: findings, over, onOne, random });
  const quiet = quietOnes(over);
  const stormFrom = clock.now() + 1_000;
  const postsBefore = slack.calls.filter(isPost).length;
  arrives(storm, stormFrom, world);
  arrives(quiet, stormFrom, world);
  const everything = [...storm, ...quiet];
  await time.until(() => waitsOf(everything, stormFrom, shownIn(slack, CHANNELS)).lost === 0, GIVE_UP_MS);
  await time.until(() => false, AFTERMATH_MS);

  const shown = shownIn(slack, CHANNELS);
  const all = waitsOf(everything, stormFrom, shown);
  const last = Math.max(...everything.map(({ name }) => shown.places.get(name)?.at ?? Number.POSITIVE_INFINITY));
  const criticals = ({ critical }: Planned) => critical;
  const outcome = {
    calm: { criticals: waitsOf(calm.filter(criticals), calmFrom, shown), writes: calmWrites },
    storm: {
      all,
      criticals: waitsOf(storm.filter(criticals), stormFrom, alone(shown)),
      quiet: waitsOf(quiet, stormFrom, shown),
      writes: counted.take(everything.length),
    },
    allVisible: last - stormFrom,
    messages: shown.messages,
    posts: slack.calls.filter(isPost).length - postsBefore,
    limited: slack.calls.filter(({ status }) => status === 429).length,
    deadLetters: sqs.queues().reduce((sum, { name, visible }) => sum + (name.endsWith('-dead') ? visible : 0), 0),
  };
  await stopped(world, time);
  return outcome;
}

/** Whoever is in the middle of its work when it is told to stop may be asleep until a time of this clock: it goes on until then. */
async function stopped(world: Pick<World, 'stop'>, time: Time): Promise<void> {
  let over = false;
  const stopping = world.stop().finally(() => {
    over = true;
  });
  while (!over) await time.until(() => over, MINUTE);
  await stopping;
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined, count: () => undefined };

const isPost = ({ operation }: { operation: string }): boolean => operation === 'chat.postMessage';

/** A critical is told once it has a message of its own. */
function alone({ places, messages }: ReturnType<typeof shownIn>) {
  return { places: new Map([...places].filter(([, { alone }]) => alone > 0)), messages };
}

/** Whatever comes twice comes the second time five seconds later. */
function arrives(planned: readonly Planned[], from: number, { clock, hub }: Pick<World, 'clock' | 'hub'>): void {
  for (const [i, one] of planned.entries()) {
    const finding = findingOf(one, i, from + one.at);
    clock.at(from + one.at, () => hub.imports(finding));
    if (one.twice) clock.at(from + one.at + 5_000, () => hub.imports(finding));
  }
}

function tickEveryMinute({ clock, tick }: Pick<World, 'clock' | 'tick'>): void {
  clock.at(clock.now() + MINUTE, () => {
    void tick();
    tickEveryMinute({ clock, tick });
  });
}
