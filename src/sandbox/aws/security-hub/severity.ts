import type { Json } from '../contract.ts';

/** Each label with the lowest normalized score it covers, which is also the score it gets by itself. */
const FLOORS = [
  ['CRITICAL', 90],
  ['HIGH', 70],
  ['MEDIUM', 40],
  ['LOW', 1],
  ['INFORMATIONAL', 0],
] as const;

export const SEVERITY_LABELS = FLOORS.map(([label]) => label);

/** Label and Normalized always agree: the label wins where both are given, the missing one is worked out. */
export function agreed(severity: Json): Json {
  const label = FLOORS.find(([name]) => name === severity['Label']);
  if (label) return { ...severity, Normalized: label[1] };
  const score = severity['Normalized'];
  const floor = typeof score === 'number' ? FLOORS.find(([, least]) => score >= least) : undefined;
  return floor ? { ...severity, Label: floor[0] } : severity;
}
