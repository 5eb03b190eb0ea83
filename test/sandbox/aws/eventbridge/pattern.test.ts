import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePattern } from '../../../../src/sandbox/aws/eventbridge/pattern/parse-pattern.ts';

const matches = (pattern: unknown, event: unknown) => parsePattern(JSON.stringify(pattern))(event);
/** The field `v` of an event. */
const v = (value: unknown) => ({ v: value });
const absent = { other: 1 };

// Each line: what the pattern asks of `v`, a value that has it, a value that has it not.
describe('one field', () => {
  test.each([
    ['a string', ['running'], v('running'), v('Running')],
    ['one of several strings', ['stopped', 'running'], v('running'), v('starting')],
    ['a number', [300], v(300), v(301)],
    ['a number, not its text', [300], v(300.0), v('300')],
    ['a text, not its number', ['300'], v('300'), v(300)],
    ['true', [true], v(true), v('true')],
    ['false, which is there', [false], v(false), absent],
    ['null, which is there', [null], v(null), absent],
    ['null, not the empty string', [null], v(null), v('')],
    ['the empty string, not null', [''], v(''), v(null)],
    ['the empty string, which is there', [''], v(''), absent],
    ['a value of an array', ['b'], v(['a', 'b']), v(['a', 'c'])],
    ['any of several in an array', ['b', 'c'], v(['a', 'c']), v([])],
    ['a value of an array in an array', ['b'], v([['a', ['b']]]), v([['a']])],
    ['a literal or an operator', ['x', { prefix: 'a' }], v('abc'), v('bc')],
    ['a literal beside an operator', ['x', { prefix: 'a' }], v('x'), v('xa')],
    ['a prefix', [{ prefix: 'us-' }], v('us-east-1'), v('eu-us-1')],
    ['a prefix, of strings only', [{ prefix: '1' }], v('10'), v(10)],
    ['a prefix in any case', [{ prefix: { 'equals-ignore-case': 'EventB' } }], v('EVENTBridge'), v('EvenBridge')],
    ['a prefix in its own case', [{ prefix: 'EventB' }], v('EventBridge'), v('eventbridge')],
    ['a suffix', [{ suffix: '.png' }], v('a.png'), v('a.png.txt')],
    ['a suffix in any case', [{ suffix: { 'equals-ignore-case': '.png' } }], v('a.PNG'), v('a.jpg')],
    ['a string in any case', [{ 'equals-ignore-case': 'alice' }], v('ALICE'), v('Alice B')],
    ['a string in any case, never a number', [{ 'equals-ignore-case': '1' }], v('1'), v(1)],
    ['anything but a string', [{ 'anything-but': 'initializing' }], v('running'), v('initializing')],
    ['anything but, if it is there', [{ 'anything-but': 'initializing' }], v('x'), absent],
    ['anything but a number', [{ 'anything-but': 123 }], v(124), v(123)],
    ['anything but a number, so a string', [{ 'anything-but': 123 }], v('123'), v(123)],
    ['anything but a list', [{ 'anything-but': ['stopped', 'overloaded'] }], v('running'), v('overloaded')],
    ['anything but a list of numbers', [{ 'anything-but': [100, 200] }], v(300), v(200)],
    ['anything but, null being something', [{ 'anything-but': 'a' }], v(null), v('a')],
    ['anything but, of one in an array', [{ 'anything-but': 'a' }], v(['a', 'b']), v(['a'])],
    ['anything but a prefix', [{ 'anything-but': { prefix: 'init' } }], v('running'), v('initial')],
    ['anything but prefixes', [{ 'anything-but': { prefix: ['init', 'stop'] } }], v('running'), v('stopped')],
    ['anything but a prefix, of strings', [{ 'anything-but': { prefix: 'init' } }], v(''), v(7)],
    ['anything but a suffix', [{ 'anything-but': { suffix: '.txt' } }], v('a.png'), v('a.txt')],
    ['anything but suffixes', [{ 'anything-but': { suffix: ['.txt', '.rtf'] } }], v('a.png'), v('a.rtf')],
    ['anything but in any case', [{ 'anything-but': { 'equals-ignore-case': 'initializing' } }], v('running'), v('INITIALIZING')],
    ['anything but several in any case', [{ 'anything-but': { 'equals-ignore-case': ['a', 'b'] } }], v('c'), v('B')],
    ['anything but a wildcard', [{ 'anything-but': { wildcard: '*/lib/*' } }], v('/usr/bin/x'), v('/usr/lib/x')],
    ['anything but wildcards', [{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }], v('/etc/x'), v('/usr/bin/x')],
    ['a number equal', [{ numeric: ['=', 3.018e2] }], v(301.8), v(301.81)],
    ['a number below', [{ numeric: ['<', 10] }], v(9.99), v(10)],
    ['a number not above', [{ numeric: ['<=', 10] }], v(10), v(10.01)],
    ['a number above', [{ numeric: ['>', 0] }], v(1), v(0)],
    ['a number not below', [{ numeric: ['>=', -5] }], v(-5), v(-6)],
    ['a number between', [{ numeric: ['>', 0, '<=', 5] }], v(5), v(0)],
    ['a number between, its other end', [{ numeric: ['>=', 0, '<', 5] }], v(0), v(5)],
    ['a number, never a string', [{ numeric: ['>', 0] }], v(5), v('5')],
    ['a number of the array', [{ numeric: ['>', 10] }], v([1, 11]), v([1, 2])],
    ['an IPv4 block', [{ cidr: '10.0.0.0/24' }], v('10.0.0.255'), v('10.0.1.0')],
    ['an odd IPv4 block', [{ cidr: '10.0.0.8/29' }], v('10.0.0.15'), v('10.0.0.16')],
    ['every IPv4 address, and no IPv6', [{ cidr: '0.0.0.0/0' }], v('255.1.2.3'), v('::1')],
    ['one address', [{ cidr: '192.0.2.1/32' }], v('192.0.2.1'), v('192.0.2.2')],
    ['an address, not a name', [{ cidr: '10.0.0.0/8' }], v('10.9.9.9'), v('10.9.9.9.example')],
    ['an IPv6 block', [{ cidr: '2001:db8::/32' }], v('2001:db8:ffff::1'), v('2001:db9::1')],
    ['an IPv6 block written out', [{ cidr: '2001:0db8:0:0:0:0:0:0/33' }], v('2001:db8:7fff::'), v('2001:db8:8000::')],
    ['an IPv6 block around an IPv4 address', [{ cidr: '::ffff:0:0/96' }], v('::ffff:10.0.0.1'), v('10.0.0.1')],
    ['a wildcard in the middle', [{ wildcard: 'dir/*.png' }], v('dir/a/b.png'), v('dir/a.jpg')],
    ['a wildcard for nothing', [{ wildcard: 'dir/*.png' }], v('dir/.png'), v('dir.png')],
    ['a wildcard whose ends may not overlap', [{ wildcard: 'aba*ba' }], v('ababa'), v('aba')],
    ['wildcards in order', [{ wildcard: '*a*b*' }], v('xaxbx'), v('xbxax')],
    ['a wildcard backtracking to the end', [{ wildcard: '*.txt' }], v('a.txt.txt'), v('a.txt.')],
    ['only a wildcard', [{ wildcard: '*' }], v(''), v(1)],
    ['an escaped star', [{ wildcard: 'a\\*b' }], v('a*b'), v('axb')],
    ['an escaped backslash before a star', [{ wildcard: 'a\\\\*' }], v('a\\x'), v('a*')],
    ['presence', [{ exists: true }], v('x'), absent],
    ['presence of null', [{ exists: true }], v(null), absent],
    ['presence of a leaf, not of an object', [{ exists: true }], v(0), v({ inner: 1 })],
    ['presence of a value, not of an empty array', [{ exists: true }], v([0]), v([])],
    ['absence', [{ exists: false }], absent, v('x')],
    ['absence of a leaf, though an object is there', [{ exists: false }], v({ inner: 1 }), v('')],
    ['absence of a value, though an empty array is there', [{ exists: false }], v([]), v(['x'])],
    ['a value or absence', ['x', { exists: false }], absent, v('y')],
    ['anything but a value, or absence', [{ 'anything-but': 'x' }, { exists: false }], absent, v('x')],
    ['a name inherited from Object is no field', [{ exists: false }], absent, v('constructor')],
  ])('asks for %s', (_, wanted, yes, no) => {
    expect(matches({ v: wanted }, yes)).toBe(true);
    expect(matches({ v: wanted }, no)).toBe(false);
  });

  test('Object.prototype does not leak into events', () => {
    expect(matches({ constructor: { name: [{ exists: true }] } }, {})).toBe(false);
  });
});

const items = (...elements: object[]) => ({ detail: { items: elements } });
const inItems = (pattern: object) => ({ detail: { items: pattern } });

describe('several fields', () => {
  test.each([
    ['all of them', { a: ['1'], b: ['2'] }, { a: '1', b: '2' }, { a: '1', b: '3' }],
    ['fields within fields', { detail: { a: { b: [1] } } }, { detail: { a: { b: 1 } } }, { detail: { a: 1, b: 1 } }],
    ['absence below a field that is not there', { detail: { a: { b: [{ exists: false }] } } }, { detail: {} }, { detail: { a: { b: 1 } } }],
    ['one branch of $or', { $or: [{ a: ['1'] }, { b: ['2'] }] }, { b: '2' }, { a: '2', b: '1' }],
    ['$or and another field', { c: [3], $or: [{ a: ['1'] }, { b: ['2'] }] }, { a: '1', c: 3 }, { a: '1', c: 4 }],
    ['$or below a field', { d: { $or: [{ a: [1] }, { b: [{ prefix: 'x' }] }] } }, { d: { b: 'xy' } }, { b: 'xy' }],
    ['$or in $or', { $or: [{ a: [1] }, { b: [1], $or: [{ c: [1] }, { d: [1] }] }] }, { b: 1, d: 1 }, { b: 1 }],
    ['all on one element', inItems({ a: [1], b: [2] }), items({ a: 1, b: 2 }, {}), items({ a: 1, b: 0 }, { a: 0, b: 2 })],
    ['all on a later element', inItems({ a: [1], b: [2] }), items({ a: 1 }, { a: 1, b: 2 }), items({ a: 1 }, { b: 2 })],
    [
      'one element with one of its tags',
      inItems({ a: [1], tags: ['x'] }),
      items({ a: 1, tags: ['w', 'x'] }),
      items({ a: 1 }, { tags: ['x'] }),
    ],
    [
      'elements of elements',
      inItems({ a: [1], sub: { b: [2], c: [3] } }),
      items({ a: 1, sub: [{ b: 2, c: 3 }] }),
      items({ a: 1, sub: [{ b: 2 }, { c: 3 }] }),
    ],
    [
      'a different element of another array',
      { x: { a: [1] }, y: { b: [2] } },
      { x: [{ a: 0 }, { a: 1 }], y: [{ b: 2 }] },
      { x: [{ a: 1 }], y: [{ b: 1 }] },
    ],
    ['$or on one element', inItems({ a: [1], $or: [{ b: [2] }, { c: [3] }] }), items({ a: 1, c: 3 }), items({ a: 1 }, { c: 3 })],
    [
      'a value and an absence on one element',
      inItems({ a: [1], b: [{ exists: false }] }),
      items({ a: 1 }, { b: 2 }),
      items({ a: 1, b: 2 }, {}),
    ],
    ['absence alone from every element', inItems({ b: [{ exists: false }] }), items({ a: 1 }, { a: 2 }), items({ a: 1 }, { b: 2 })],
  ])('asks for %s', (_, pattern, yes, no) => {
    expect(matches(pattern, yes)).toBe(true);
    expect(matches(pattern, no)).toBe(false);
  });

  test('the pattern of the findings rule wants HIGH and CRITICAL findings of Security Hub only', () => {
    const rule = {
      source: ['aws.securityhub'],
      'detail-type': ['Security Hub Findings - Imported'],
      detail: { findings: { Severity: { Label: ['HIGH', 'CRITICAL'] }, RecordState: ['ACTIVE'], Workflow: { Status: ['NEW'] } } },
    };
    const event = (Label: string, Status: string) => ({
      source: 'aws.securityhub',
      'detail-type': 'Security Hub Findings - Imported',
      detail: { findings: [{ Severity: { Label }, RecordState: 'ACTIVE', Workflow: { Status } }] },
    });
    expect(matches(rule, event('HIGH', 'NEW'))).toBe(true);
    expect(matches(rule, event('LOW', 'NEW'))).toBe(false);
    expect(matches(rule, event('HIGH', 'RESOLVED'))).toBe(false);
  });
});

test('a wildcard agrees with the regular expression of the same meaning', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 }).map((text) => text.replace(/\*+/g, '*'));
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
  fc.assert(
    fc.property(letters, text, (wildcard, value) => {
      const expression = new RegExp(`^${wildcard.replaceAll('*', '.*')}$`);
      expect(matches({ v: [{ wildcard }] }, v(value))).toBe(expression.test(value));
    }),
  );
});

test('an operator and its anything-but divide the strings between them', () => {
  const operand = fc.record({ operator: fc.constantFrom('prefix', 'suffix', 'equals-ignore-case'), word: fc.string({ maxLength: 3 }) });
  fc.assert(
    fc.property(operand, fc.string({ maxLength: 5 }), ({ operator, word }, value) => {
      const plain = matches({ v: [{ [operator]: word }] }, v(value));
      const negated = matches({ v: [{ 'anything-but': { [operator]: word } }] }, v(value));
      expect(negated).toBe(!plain);
    }),
  );
});

test('an event matches the pattern made of its own leaves', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec<{ tree: object; node: unknown }>((tie) => ({
    tree: fc.dictionary(fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', 'c') }), tie('node'), { minKeys: 1, maxKeys: 3 }),
    node: fc.oneof({ depthSize: 'small' }, leaf, tie('tree')),
  }));
  const asPattern = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asPattern(inner)]))
      : [value];
  fc.assert(fc.property(tree, (event) => JSON.stringify(asPattern(event)).length > 2048 || matches(asPattern(event), event)));
});

test('an IPv4 block holds exactly the addresses that share its leading bits', () => {
  const address = fc.nat({ max: 2 ** 32 - 1 });
  const dotted = (n: number) => [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join('.');
  fc.assert(
    fc.property(address, address, fc.nat({ max: 32 }), (network, other, mask) => {
      const shares = Math.floor(network / 2 ** (32 - mask)) === Math.floor(other / 2 ** (32 - mask));
      expect(matches({ v: [{ cidr: `${dotted(network)}/${mask}` }] }, v(dotted(other)))).toBe(shares);
    }),
  );
});
