const MB = 1024 * 1024;
const TEN_MINUTES_MS = 600_000;

export interface Sample {
  /** In ms of ours. */
  at: number;
  heapBytes: number;
}

/** How fast a heap grows by the straight line that fits best, in MB in ten minutes, and how far off that may be (two standard errors). */
export function heapSlope(samples: readonly Sample[]): { slope: number; give: number } {
  const count = samples.length;
  if (count < 3) return { slope: Number.NaN, give: Number.NaN };
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
  const [t, h] = [meanOf(samples.map(({ at }) => at)), meanOf(samples.map(({ heapBytes }) => heapBytes))];
  const spread = samples.reduce((sum, { at }) => sum + (at - t) ** 2, 0);
  const slope = samples.reduce((sum, { at, heapBytes }) => sum + (at - t) * (heapBytes - h), 0) / spread;
  const left = samples.reduce((sum, { at, heapBytes }) => sum + (heapBytes - h - slope * (at - t)) ** 2, 0);
  const error = Math.sqrt(left / (count - 2) / spread);
  return { slope: (slope * TEN_MINUTES_MS) / MB, give: (2 * error * TEN_MINUTES_MS) / MB };
}
