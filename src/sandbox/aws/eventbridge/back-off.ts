const FIRST = 1000;
const LONGEST = 480_000;

/**
 * How long to wait before the next try after `retries` of them. AWS publishes no schedule beyond "185 times within 24 hours, with
 * an exponential back off and jitter": doubling from one second up to eight minutes makes the 185 fit, and a sandbox needs no jitter.
 */
export function backOff(retries: number): number {
  return Math.min(FIRST * 2 ** Math.min(retries, 20), LONGEST);
}
