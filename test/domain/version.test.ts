import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions, nanoseconds, versionOf } from '../../src/domain/version.ts';

const SEEN = new Date('2026-03-02T09:05:00Z');

test.each([
  ['milliseconds', '2026-03-02T09:05:00.123Z'],
  ['microseconds', '2026-03-02T09:05:00.123000Z'],
  ['nanoseconds', '2026-03-02T09:05:00.123000000Z'],
  ['microseconds and an offset', '2026-03-02T10:05:00.123000+01:00'],
  ['an offset without a colon', '2026-03-02T04:05:00.123-0500'],
  ['no zone at all', '2026-03-02T09:05:00.123'],
  ['a space and a small z', '2026-03-02 09:05:00.123z'],
])('a producer that writes %s means the same moment', (_, time) => {
  expect(nanoseconds(time)).toBe(1_772_442_300_123_000_000n);
});

test.each([
  ['2026-03-02T09:05:00Z', 1_772_442_300_000_000_000n],
  ['2026-03-02T09:05:00.000000001Z', 1_772_442_300_000_000_001n],
  ['2026-03-02T09:05:00.9999999999Z', 1_772_442_300_999_999_999n],
  ['1970-01-01T00:00:00Z', 0n],
])('%s is %d nanoseconds after 1970', (time, expected) => {
  expect(nanoseconds(time)).toBe(expected);
});

test.each([
  '',
  'yesterday',
  '1772442300',
  '2026-03-02',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-03-02T25:00:00Z',
  '2026-03-02T09:05:00+99:00',
  '2026-03-02T09:05:00Zulu',
  'x2026-03-02T09:05:00Z',
])('%j is no time', (text) => {
  expect(nanoseconds(text)).toBeUndefined();
});

const moment = fc.bigInt({ min: 0n, max: 4_102_444_800_000_000_000n });
const written = (time: bigint): string => {
  const whole = new Date(Number(time / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${whole}.${String(time % 1_000_000_000n).padStart(9, '0')}Z`;
};

test('of two updates the later one is newer, down to the nanosecond', () => {
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const order = compareVersions(versionOf(written(a), SEEN, 'h'), versionOf(written(b), SEEN, 'h'));
      expect(order).toBe(a > b ? 'newer' : a < b ? 'older' : 'same');
    }),
  );
});

test('a later update wins over one that was seen later', () => {
  const late = versionOf('2026-03-02T09:05:01Z', new Date(0), 'a');
  const early = versionOf('2026-03-02T09:05:00Z', SEEN, 'b');
  expect(compareVersions(late, early)).toBe('newer');
  expect(compareVersions(early, late)).toBe('older');
});

test('when a person changed the workflow, which does not move UpdatedAt, the state seen a second later is newer', () => {
  const before = versionOf('2026-03-02T09:05:00Z', SEEN, 'a');
  const after = versionOf('2026-03-02T09:05:00Z', new Date(SEEN.getTime() + 1000), 'b');
  expect(compareVersions(after, before)).toBe('newer');
});

test('within one second an event, which has no finer time, cannot be told from a read', () => {
  const read = versionOf('2026-03-02T09:05:00Z', new Date(SEEN.getTime() + 900), 'a');
  expect(compareVersions(read, versionOf('2026-03-02T09:05:00Z', SEEN, 'b'))).toBe('tie');
});

test('two states with the same times are the same only if they say the same', () => {
  const one = versionOf('2026-03-02T09:05:00Z', SEEN, 'a');
  expect(compareVersions(one, { ...one })).toBe('same');
  expect(compareVersions(one, { ...one, hash: 'b' })).toBe('tie');
});

test.each([
  ['nonsense', 'never'],
  ['before 1970', '1812-01-01T00:00:00Z'],
])('an update dated %s is older than any with a date', (_, time) => {
  expect(compareVersions(versionOf(time, SEEN, 'a'), versionOf('1971-01-01T00:00:00Z', SEEN, 'b'))).toBe('older');
});

test('a year far in the future is still newer than today', () => {
  const far = versionOf('9999-12-31T23:59:59Z', SEEN, 'a');
  expect(far.updated).toHaveLength(20);
  expect(compareVersions(far, versionOf('2026-03-02T09:05:00Z', SEEN, 'b'))).toBe('newer');
});
