import type { World } from './world.ts';

const MINUTE = 60_000;

/** What falls due within this long is ticked for once. */
const AT_LEAST_MS = 1_000;

/** Work that has changed nothing for this long of real time is taken to be waiting for the clock. */
const PATIENCE_MS = 1_500;

/** Ticks once a minute of the sandbox's clock, and moves it on request through every instant at which something is due, in order. */
export function timeTravel(world: World) {
  const { clock } = world;
  let stopped = false;
  let callOff: (() => void) | undefined;
  let lastChange = performance.now();
  const listening = [world.dynamodb, world.sqs, world.hub, world.slack].map(({ onChange }) =>
    onChange(() => {
      lastChange = performance.now();
    }),
  );

  /** Resolves when nothing is under way, or when what is under way seems to wait for the clock itself. */
  async function settled(): Promise<void> {
    lastChange = performance.now();
    for (let calm = 0; calm < 4 && performance.now() - lastChange < PATIENCE_MS; ) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      calm = world.busy() === 0 ? calm + 1 : 0;
    }
  }

  function everyMinute(): void {
    callOff = clock.at(clock.now() + MINUTE, () => {
      void world.tick();
      everyMinute();
    });
  }
  everyMinute();

  /** The next instant at which there is something for the clock to do. What is overdue it has tried already, and tries again every minute. */
  async function nextDue(): Promise<number> {
    const now = clock.now();
    const rows = await world.dynamodb.scan(world.config.tables.table);
    const times = rows.flatMap(({ dueAt }) => (typeof dueAt === 'number' ? [dueAt > now ? dueAt : now + MINUTE] : []));
    return Math.min(...times, Number.POSITIVE_INFINITY);
  }

  async function forward(ms: number): Promise<void> {
    const end = clock.now() + ms;
    // On the way it ticks where something is due; a day has 1,440 minutes in which nothing is.
    callOff?.();
    while (!stopped && clock.now() < end) {
      const next = Math.min(end, Math.max(await nextDue(), clock.now() + AT_LEAST_MS));
      await clock.advance(next - clock.now(), settled);
      if (stopped) break;
      await world.tick();
      await settled();
    }
    if (!stopped) everyMinute();
  }

  let last = Promise.resolve();
  return {
    settled,
    /** Begins when an earlier journey has ended. False when it was stopped on the way. */
    async forward(ms: number): Promise<boolean> {
      // Whoever asked for the earlier journey hears of its failure; this one sets out all the same.
      last = last.catch(() => undefined).then(() => forward(ms));
      await last;
      return !stopped;
    },
    stop: () => {
      stopped = true;
      callOff?.();
      for (const unlisten of listening) unlisten();
    },
  };
}
