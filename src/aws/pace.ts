/** Makes a call when its turn comes. `quota`: this call's LimitExceededException says that a quota is used up, which no waiting mends. */
export type Pace = <T>(call: () => Promise<T>, options?: { quota: boolean }) => Promise<T>;

interface PaceOptions {
  /** Calls per second, and how many at once after a rest. */
  rate: number;
  burst: number;
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
}

/** How long a call that is throttled again and again is kept waiting before the throttle is thrown. */
const PATIENCE_MS = 60_000;
const SLOWEST = 0.5;

/**
 * Calls that never come faster than the service takes them: half as fast after each throttle, and slowly faster again
 * while there is none, because others use the account's quota too.
 */
export function paced({ rate, burst, now, sleep }: PaceOptions): Pace {
  let speed = rate;
  let tokens = burst;
  let filledAt = now().getTime();

  let waiting: Promise<void> = Promise.resolve();

  /** One after the other: whoever came first has the first turn. */
  function turn(): Promise<void> {
    waiting = waiting.then(wait);
    return waiting;
  }

  async function wait(): Promise<void> {
    const at = now().getTime();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * speed) - 1;
    filledAt = at;
    if (tokens < 0) await sleep(Math.ceil((-tokens / speed) * 1000));
  }

  return async (call, { quota } = { quota: false }) => {
    const until = now().getTime() + PATIENCE_MS;
    for (;;) {
      await turn();
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
