export interface Axis {
  from: number;
  to: number;
  /** Where lines are drawn, `from` and `to` included. */
  ticks: number[];
}

/** A range of round numbers around the values, with few lines: a curve fills its height, and its labels can be read. */
export function axisOver(values: readonly number[], { least, most, lines = 4 }: { least: number; most?: number; lines?: number }): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = roundStep(Math.max(high - low, 2) / lines);
  const from = Math.max(least, Math.floor(low / step) * step);
  const above = Math.max(from + step, Math.ceil(high / step) * step);
  const to = most === undefined ? above : Math.min(most, above);
  const count = Math.max(1, Math.ceil((to - from) / step));
  return { from, to: from + count * step, ticks: Array.from({ length: count + 1 }, (_, i) => from + i * step) };
}

/** 1, 2 or 5 times a power of ten, whole numbers only. */
function roundStep(rough: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10;
  return Math.max(1, step * magnitude);
}
