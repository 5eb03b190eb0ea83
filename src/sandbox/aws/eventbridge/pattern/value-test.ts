import { parseCidr } from './cidr.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { parseNumeric } from './numeric.ts';
import { parseWildcard } from './wildcard.ts';

export type Scalar = string | number | boolean | null;
export type ValueTest = (value: Scalar) => boolean;

export const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The operators on a string, each with what it does with the string it is given. */
const STRING_OPERATORS: Record<string, (wanted: string) => (text: string) => boolean> = {
  prefix: (wanted) => (text) => text.startsWith(wanted),
  suffix: (wanted) => (text) => text.endsWith(wanted),
  'equals-ignore-case': (wanted) => {
    const lower = wanted.toLowerCase();
    return (text) => text.toLowerCase() === lower;
  },
  wildcard: parseWildcard,
  cidr: parseCidr,
};

const MAY_IGNORE_CASE: readonly string[] = ['prefix', 'suffix'];
const NOT_UNDER_ANYTHING_BUT: readonly string[] = ['cidr'];

/** What one member of a field's list asks of one value: a literal equals it, an object such as {"prefix": "a"} is an operator. */
export function parseValueTest(member: unknown): ValueTest {
  if (isScalar(member)) return (value) => value === member;
  const [operator, operand] = onlyEntry(member);
  if (operator === 'exists') {
    if (typeof operand !== 'boolean') throw new InvalidPattern('exists match pattern must be either true or false.');
    return () => operand;
  }
  if (operator === 'numeric') {
    const test = parseNumeric(operand);
    return (value) => typeof value === 'number' && test(value);
  }
  if (operator === 'anything-but') return parseAnythingBut(operand);
  const test = parseStringOperator(operator, operand);
  return (value) => typeof value === 'string' && test(value);
}

/** True for {"exists": false}, the one test that is about no value at all. */
export function isAbsence(member: unknown): boolean {
  return typeof member === 'object' && member !== null && 'exists' in member && member.exists === false;
}

function parseStringOperator(operator: string, operand: unknown): (text: string) => boolean {
  const build = Object.hasOwn(STRING_OPERATORS, operator) ? STRING_OPERATORS[operator] : undefined;
  if (!build) throw new InvalidPattern(`Unrecognized match type ${operator}`);
  if (typeof operand === 'string') return build(operand);
  if (MAY_IGNORE_CASE.includes(operator) && typeof operand === 'object' && operand !== null) {
    const [inner, wanted] = onlyEntry(operand);
    if (inner !== 'equals-ignore-case' || typeof wanted !== 'string') {
      throw new InvalidPattern(`Unsupported ${operator} pattern: only equals-ignore-case with a string may stand in it`);
    }
    const plain = build(wanted.toLowerCase());
    return (text) => plain(text.toLowerCase());
  }
  throw new InvalidPattern(`${operator} match pattern must be a string`);
}

function parseAnythingBut(operand: unknown): ValueTest {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [operator, wanted] = onlyEntry(operand);
    if (NOT_UNDER_ANYTHING_BUT.includes(operator)) throw new InvalidPattern(`Unsupported anything-but pattern: ${operator}`);
    const tests = listOf(wanted).map((one) => {
      if (typeof one !== 'string') throw new InvalidPattern(`Inside anything-but, ${operator} must be a string or a list of strings`);
      return parseStringOperator(operator, one);
    });
    return (value) => typeof value === 'string' && !tests.some((test) => test(value));
  }
  const unwanted = listOf(operand);
  const [kind] = unwanted.map((one) => typeof one);
  if ((kind !== 'string' && kind !== 'number') || !unwanted.every((one) => typeof one === kind)) {
    throw new InvalidPattern('Inside anything but list, either all values are number or string, mixed type is not supported');
  }
  return (value) => !unwanted.includes(value);
}

function listOf(operand: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  return list;
}

function onlyEntry(expression: unknown): [string, unknown] {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) {
    throw new InvalidPattern('Match value must be String, number, true, false, or null');
  }
  const entries = Object.entries(expression);
  const [entry] = entries;
  if (!entry) throw new InvalidPattern('Match expression name not found');
  if (entries.length > 1) throw new InvalidPattern('Only one key allowed in match expression');
  return entry;
}
