import type { Clock } from '../../clock.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** Calls per second and burst, per operation: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html */
const LIMITS: Readonly<Record<string, readonly [rate: number, burst: number]>> = {
  GetFindings: [3, 6],
  BatchEnableStandards: [1, 1],
  UpdateStandardsControl: [1, 5],
};
const EVERY_OTHER = [10, 30] as const;

export interface Throttles {
  on: boolean;
  /** Takes one call's worth; false when the caller is too fast. */
  allows(operation: string): boolean;
}

/** Token buckets that fill as the clock moves. Off, they stay full. */
export function throttles(clock: Clock): Throttles {
  const buckets = new Map<string, Bucket>();
  return {
    on: false,
    allows(operation) {
      if (!this.on) return true;
      const [rate, burst] = LIMITS[operation] ?? EVERY_OTHER;
      const now = clock.now();
      const { tokens, at } = buckets.get(operation) ?? { tokens: burst, at: now };
      const filled = Math.min(burst, tokens + ((now - at) / 1000) * rate);
      const allowed = filled >= 1;
      buckets.set(operation, { tokens: allowed ? filled - 1 : filled, at: now });
      return allowed;
    },
  };
}
