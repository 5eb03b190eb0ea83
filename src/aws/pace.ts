interface Manner {
  /** This call's LimitExceededException says that a quota is used up, which no waiting mends. */
  quota?: boolean;
  /** Lets every other call go first, and leaves the next ones something to go at once with. */
  yields?: boolean;
}

/** Makes a call when its turn comes. */
export type Pace = <T>(call: () => Promise<T>, manner?: Manner) => Promise<T>;

interface PaceOptions {
  /** Calls per second, and how many at once after a rest. */
  rate: number;
  burst: number;
  /** How long a call that is throttled again and again is kept waiting before the throttle is thrown. */
  patienceMs?: number;
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
}

const PATIENCE_MS = 60_000;
const SLOWEST = 0.5;

/**
 * Calls that never come faster than the service takes them: half as fast after each throttle, and slowly faster again
 * while there is none, because others use the account's quota too.
 */
export function paced({ rate, burst, patienceMs = PATIENCE_MS, now, sleep }: PaceOptions): Pace {
  let speed = rate;
  let tokens = burst;
  let filledAt = now().getTime();

  function fill(): void {
    const at = now().getTime();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * speed);
    filledAt = at;
  }

  /** Whoever came first has the first turn: each waits for what all before it have taken. */
  async function turn(): Promise<void> {
    fill();
    tokens -= 1;
    if (tokens < 0) await sleep(Math.ceil((-tokens / speed) * 1000));
  }

  /** While others wait there are no tokens left, so none of these gets its turn. */
  async function giveWay(): Promise<void> {
    const least = Math.floor(burst / 2) + 1;
    for (fill(); tokens < least; fill()) await sleep(Math.ceil(((least - tokens) / speed) * 1000));
    tokens -= 1;
  }

  return async (call, { quota = false, yields = false } = {}) => {
    const until = now().getTime() + patienceMs;
    for (;;) {
      await (yields ? giveWay() : turn());
      try {
        const answer = await call();
        speed = Math.min(rate, speed * 1.05);
        return answer;
      } catch (error) {
        if (!isThrottle(error, { quota }) || now().getTime() > until) throw error;
        speed = Math.max(SLOWEST, speed / 2);
        tokens = Math.min(tokens, -1);
      }
    }
  };
}

/** Security Hub answers one or the other when it is called too fast, each with 429. */
export const isThrottle = (error: unknown, { quota } = { quota: false }): boolean =>
  error instanceof Error &&
  (error.name === 'TooManyRequestsException' ||
    error.name === 'ThrottlingException' ||
    (!quota && error.name === 'LimitExceededException'));
