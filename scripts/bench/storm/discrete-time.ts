import { type MovableClock, movableClock } from '../../../src/sandbox/clock.ts';

/** A clock and how it goes on: by itself (`full`), or to the next thing that is due, only while nothing is in flight. */
export interface Time {
  clock: MovableClock;
  /** Lets time pass until `over` is true, asked every ten seconds of the clock, or so many milliseconds of it have passed. */
  until(over: () => Promise<boolean> | boolean, atMost: number): Promise<void>;
  stop(): void;
}

const LOOK_MS = 10_000;

export function timeOf({ full, start, busy }: { full: boolean; start: number; busy: () => number }): Time {
  const clock = movableClock({ start, runs: full });

  /** What has just been handed over a socket is in flight though nobody counts it: so it must be quiet several times running. */
  async function quiet(): Promise<void> {
    for (let calm = 0; calm < 3; ) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      calm = busy() === 0 ? calm + 1 : 0;
    }
  }

  async function pass(ms: number): Promise<void> {
    if (full) return void (await new Promise((resolve) => setTimeout(resolve, ms)));
    const end = clock.now() + ms;
    for (;;) {
      await quiet();
      const next = clock.next();
      if (next === undefined || next > end) break;
      await clock.advance(Math.max(0, next - clock.now()));
    }
    await clock.advance(end - clock.now());
  }

  return {
    clock,
    async until(over, atMost) {
      for (const end = clock.now() + atMost; clock.now() < end && !(await over()); ) await pass(Math.min(LOOK_MS, end - clock.now()));
    },
    stop: clock.stop,
  };
}
