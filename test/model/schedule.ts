/**
 * The choices that make up one course of events: which worker goes on, what breaks. They come from a list of numbers, so
 * that whoever found a bad course can shrink it; when the list is used up, everything goes well.
 */
export interface Schedule {
  /** A number below `n`; 0 once the choices are used up. */
  choose(n: number): number;
  /** Whether something that happens one time in `n` happens now. */
  unlucky(n: number): boolean;
  used(): boolean;
}

export function scheduleOf(choices: readonly number[]): Schedule {
  let next = 0;
  const choose = (n: number): number => {
    const choice = choices[next++];
    return choice === undefined ? 0 : choice % n;
  };
  return { choose, unlucky: (n) => choose(n) === n - 1, used: () => next >= choices.length };
}

/** Far more than any course takes: whoever needs more goes round in circles. */
const MOST_STEPS = 100_000;

const NEVER = new Promise<never>(() => undefined);

interface Parked {
  worker: number;
  at: number;
  resume(): void;
}

/** Virtual time in which workers take turns at every step they make towards the outside. */
export function courseOf(schedule: Schedule, start: number) {
  let now = start;
  let workers = 0;
  let steps = 0;
  const parked: Parked[] = [];
  const dead = new Set<number>();

  /** Until the schedule lets this worker go on, no sooner than `at`; for ever when the worker has died. */
  const pause = (worker: number, at = now): Promise<void> =>
    dead.has(worker) ? NEVER : new Promise((resume) => parked.push({ worker, at, resume }));

  /** Lets everything that does not wait for a turn run out. */
  async function quiet(): Promise<void> {
    for (let i = 0; i < 40; i++) await Promise.resolve();
  }

  return {
    now: () => now,
    steps: () => steps,
    pause,
    /** A process of its own; when it dies, whatever it was doing stops where it is. */
    spawn(run: (worker: number) => Promise<void>, died: () => void): void {
      const worker = workers++;
      pause(worker)
        .then(() => run(worker))
        .catch(died);
    },
    kill(worker: number): void {
      dead.add(worker);
      for (let i = parked.length - 1; i >= 0; i--) if (parked[i]?.worker === worker) parked.splice(i, 1);
    },
    later(ms: number, run: () => void): void {
      parked.push({ worker: -1, at: now + ms, resume: run });
    },
    /** Goes on until `until`, or until nothing is left to do. */
    async run(until: number): Promise<void> {
      for (;;) {
        await quiet();
        const runnable = parked.filter(({ at }) => at <= now);
        if (runnable.length > 0) {
          const chosen = runnable[schedule.choose(runnable.length)];
          if (!chosen) return;
          parked.splice(parked.indexOf(chosen), 1);
          if (++steps > MOST_STEPS) throw new Error(`no rest after ${MOST_STEPS} steps`);
          chosen.resume();
          continue;
        }
        const next = Math.min(...parked.map(({ at }) => at));
        if (next > until) {
          now = until;
          return;
        }
        now = next;
      }
    },
  };
}

export type Course = ReturnType<typeof courseOf>;
