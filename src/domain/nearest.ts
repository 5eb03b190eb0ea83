/** The candidate that a person most likely meant by a misspelt word; undefined when none is close. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const word = typed.toLowerCase().slice(0, 40);
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: edits(word, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  if (!best) return undefined;
  const tolerated = Math.ceil(Math.max(word.length, best.candidate.length) / 3);
  return best.distance <= tolerated ? best.candidate : undefined;
}

/** How many characters must be put in, taken out, replaced or swapped with their neighbour to make `a` into `b`. */
function edits(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : replaced;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(a.length, b.length);
}
