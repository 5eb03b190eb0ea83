import { expect, test } from 'vitest';
import { firstPreciseTime, firstTime } from '../../../src/domain/asff/times.ts';

test('the first that is a time counts, in UTC and milliseconds, and nothing at all is 1970', () => {
  expect(firstTime(undefined, 'soon', '2026-03-02T10:05:00.123456+01:00', '2020-01-01T00:00:00Z')).toBe('2026-03-02T09:05:00.123Z');
  expect(firstTime('1960-01-01T00:00:00Z', '1970-01-01T00:00:00Z')).toBe('1970-01-01T00:00:00.000Z');
  expect(firstTime()).toBe('1970-01-01T00:00:00.000Z');
});

test.each([
  ['2026-03-02T09:05:00.123Z', '2026-03-02T09:05:00.123Z'],
  ['2026-03-02T09:05:00.123456Z', '2026-03-02T09:05:00.123456Z'],
  ['2026-03-02T09:05:00.123000001Z', '2026-03-02T09:05:00.123000001Z'],
  ['2026-03-02T09:05:00.1230010Z', '2026-03-02T09:05:00.123001Z'],
])('of %s no decimal that counts is lost', (time, precise) => {
  expect(firstPreciseTime('never', time)).toBe(precise);
});
