import { InvalidPattern } from './invalid-pattern.ts';
import { isAbsence, isScalar, parseValueTest, type Scalar } from './value-test.ts';

/** Whether an event matches. */
export type Pattern = (event: unknown) => boolean;

const LONGEST = 2048;
const MOST_COMBINATIONS = 1000;

/** One object of a pattern. `onlyAbsences`: it asks for nothing but fields that are not there. `combinations`: what its $or multiply to. */
interface ObjectTest {
  test: (fields: object) => boolean;
  onlyAbsences: boolean;
  combinations: number;
}

/**
 * Reads an event pattern as EventBridge does (user guide, "Comparison operators for use in event patterns"); what it would
 * refuse throws InvalidPattern. Numbers are compared as numbers.
 */
export function parsePattern(text: string): Pattern {
  if (text.length > LONGEST) throw new InvalidPattern(`Event pattern is longer than ${LONGEST} characters`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InvalidPattern(`Event pattern is not valid JSON: ${cause instanceof Error ? cause.message : ''}`);
  }
  if (!isObject(json)) throw new InvalidPattern('Filter is not an object');
  const { test, combinations } = parseObject(json);
  if (combinations > MOST_COMBINATIONS)
    throw new InvalidPattern(`Rule is too complex: $or makes more than ${MOST_COMBINATIONS} combinations`);
  return (event) => isObject(event) && test(event);
}

function parseObject(pattern: object): ObjectTest {
  const fields = Object.entries(pattern).map(([name, wanted]) => parseField(name, wanted));
  if (fields.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  return {
    test: (event) => fields.every(({ test }) => test(event)),
    onlyAbsences: fields.every(({ onlyAbsences }) => onlyAbsences),
    combinations: fields.reduce((product, { combinations }) => product * combinations, 1),
  };
}

function parseField(name: string, wanted: unknown): ObjectTest {
  if (name === '$or') return parseOr(wanted);
  if (Array.isArray(wanted)) return parseLeaf(name, wanted);
  if (!isObject(wanted)) throw new InvalidPattern(`"${name}" must be an object or an array`);
  const inner = parseObject(wanted);
  return { ...inner, test: (event) => someElement(inner, objectsIn(field(event, name))) };
}

/**
 * Everything asked under one array of objects must hold for one and the same element. A pattern that only asks for absent
 * fields is about the whole array: no element may have them.
 */
function someElement({ test, onlyAbsences }: ObjectTest, elements: object[]): boolean {
  if (elements.length === 0) return test({});
  return onlyAbsences ? elements.every(test) : elements.some(test);
}

function parseLeaf(name: string, members: readonly unknown[]): ObjectTest {
  if (members.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  const tests = members.map(parseValueTest);
  const mayBeAbsent = members.some(isAbsence);
  return {
    onlyAbsences: members.every(isAbsence),
    combinations: 1,
    test(event) {
      const values = scalarsIn(field(event, name));
      return values.length === 0 ? mayBeAbsent : values.some((value) => tests.some((passes) => passes(value)));
    },
  };
}

function parseOr(branches: unknown): ObjectTest {
  if (!Array.isArray(branches)) throw new InvalidPattern('It must be an Array followed with $or.');
  if (branches.length < 2) throw new InvalidPattern('There must have at least 2 Objects in $or relationship.');
  const tests = branches.map((branch: unknown) => {
    if (!isObject(branch)) throw new InvalidPattern('Only JSON object is allowed in array of $or relationship.');
    return parseObject(branch);
  });
  return {
    test: (event) => tests.some(({ test }) => test(event)),
    onlyAbsences: tests.every(({ onlyAbsences }) => onlyAbsences),
    combinations: tests.reduce((sum, { combinations }) => sum + combinations, 0),
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

function field(event: object, name: string): unknown {
  return Object.hasOwn(event, name) ? Reflect.get(event, name) : undefined;
}

function objectsIn(value: unknown): object[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value] : [];
}

/** The leaf values of a field, those of an array one by one. An object or an empty array is no leaf. */
function scalarsIn(value: unknown): Scalar[] {
  if (Array.isArray(value)) return value.flatMap(scalarsIn);
  return isScalar(value) ? [value] : [];
}
