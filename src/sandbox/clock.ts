/** The time everything in the sandbox agrees on, product and emulators alike. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Runs once at that instant, at once if it has passed. The returned function calls it off. */
  at(time: number, run: () => void): () => void;
}

export interface MovableClock extends Clock {
  /** When the earliest thing is due; undefined when nothing is. */
  next(): number | undefined;
  /** Moves forward, halting at every instant at which something is due, in order, until `settled` resolves there. */
  advance(ms: number, settled?: () => Promise<void>): Promise<void>;
  stop(): void;
}

interface Due {
  time: number;
  order: number;
  run: () => void;
}

interface MovableClockOptions {
  start?: number;
  runs?: boolean;
  /** How many of its seconds pass in one of ours. */
  pace?: number;
}

/** A clock that can be moved. It also `runs` by itself like a wall clock, or stands still until it is moved (tests). */
export function movableClock({ start = Date.now(), runs = true, pace = 1 }: MovableClockOptions = {}): MovableClock {
  const begun = performance.now();
  let moved = 0;
  let order = 0;
  let timer: NodeJS.Timeout | undefined;
  const due: Due[] = [];

  const now = () => Math.floor(start + moved + (runs ? (performance.now() - begun) * pace : 0));
  const earliest = () => due[0];

  function fire(upTo: number): void {
    for (let first = earliest(); first && first.time <= upTo; first = earliest()) {
      due.shift();
      first.run();
    }
    schedule();
  }

  function schedule(): void {
    clearTimeout(timer);
    const first = earliest();
    // setTimeout takes at most 2^31-1 ms; a longer wait is simply looked at again.
    if (first && (runs || first.time <= now())) {
      timer = setTimeout(() => fire(now()), Math.min(Math.max(first.time - now(), 0) / pace, 2 ** 31 - 1));
      timer.unref();
    }
  }

  return {
    now,
    at(time, run) {
      const entry = { time, order: order++, run };
      const place = due.findIndex((other) => other.time > time);
      due.splice(place === -1 ? due.length : place, 0, entry);
      schedule();
      return () => {
        const index = due.indexOf(entry);
        if (index !== -1) due.splice(index, 1);
      };
    },
    next: () => earliest()?.time,
    async advance(ms, settled = () => Promise.resolve()) {
      const end = now() + ms;
      for (let first = earliest(); first && first.time <= end; first = earliest()) {
        moved += Math.max(0, first.time - now());
        fire(now());
        await settled();
      }
      moved += Math.max(0, end - now());
      fire(now());
      await settled();
    },
    stop() {
      clearTimeout(timer);
      due.length = 0;
    },
  };
}
