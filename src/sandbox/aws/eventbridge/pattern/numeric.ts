import { InvalidPattern } from './invalid-pattern.ts';

const LIMIT = 5e9;

const COMPARISONS: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `["=", 5]`, `["<", 10]` or a range `[">", 0, "<=", 5]`, its lower bound first; numbers of at most 5e9 either way. */
export function parseNumeric(terms: unknown): (value: number) => boolean {
  if (!Array.isArray(terms)) throw new InvalidPattern('Value of numeric must be an array.');
  if (terms.length !== 2 && terms.length !== 4) throw new InvalidPattern('Bad numeric range expression');
  const [first, low, second, high] = terms;
  const lower = parseTerm(first, low);
  if (terms.length === 2) return lower.test;
  const upper = parseTerm(second, high);
  if (!String(first).startsWith('>') || !String(second).startsWith('<')) throw new InvalidPattern('Bad numeric range operator');
  if (lower.bound >= upper.bound) throw new InvalidPattern('Bottom must be less than top');
  return (value) => lower.test(value) && upper.test(value);
}

function parseTerm(operator: unknown, bound: unknown): { bound: number; test: (value: number) => boolean } {
  const compare = typeof operator === 'string' && Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
  if (!compare) throw new InvalidPattern(`Unrecognized numeric range operator: ${String(operator)}`);
  if (typeof bound !== 'number') throw new InvalidPattern('Value of a numeric comparison must be a number');
  if (Math.abs(bound) > LIMIT) throw new InvalidPattern('Value must be between -5.0E9 and 5.0E9, inclusive');
  return { bound, test: (value) => Math.abs(value) <= LIMIT && compare(value, bound) };
}
