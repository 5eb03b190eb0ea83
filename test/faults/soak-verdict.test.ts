import { expect, test } from 'vitest';
import { checksOf, exitCodeOf } from '../../scripts/soak/report.ts';
import { heapSlope } from '../../scripts/soak/vitals.ts';

const FINE = {
  invariants: [],
  missed: [],
  points: 24,
  kills: 40,
  crashes: 0,
  postsAmongKills: 1,
  heap: { slope: 1, give: 1, seconds: 75, samples: 15 },
  loopP99Ms: 20,
  givenUp: 0,
  left: [],
};

test.each([
  ['something is left to do', { left: ['CARD#1 is not drawn as it should be'] }, 'CARD#1 is not drawn as it should be'],
  ['a message was given up', { givenUp: 3 }, '3 were'],
  ['a kill point was never come to', { missed: ['before a sheet is posted'] }, 'never killed before a sheet is posted'],
  ['nothing went out among the kills', { postsAmongKills: 0 }, 'none did'],
  ['a process ended by itself', { crashes: 2 }, '2 did'],
  ['the heap grows', { heap: { slope: 9, give: 3, seconds: 75, samples: 15 } }, 'it grows faster'],
  ['the heap was not measured', { heap: { slope: Number.NaN, give: Number.NaN, seconds: 75, samples: 2 } }, 'it grows faster'],
  ['the event loop is late', { loopP99Ms: 250 }, 'it is later'],
])('a soak run in which %s fails', (_, seen, words) => {
  expect(checksOf(FINE).flatMap((check) => check.breaches)).toEqual([]);
  expect(checksOf({ ...FINE, ...seen }).flatMap((check) => check.breaches)).toEqual([words]);
});

test('a run that a slow machine may have spoilt ends otherwise than one that lost something', () => {
  const lost = [{ name: 'I1', counts: '', breaches: ['soak-00001 can be read nowhere'] }];
  expect(exitCodeOf(checksOf(FINE))).toBe(0);
  expect(exitCodeOf(checksOf({ ...FINE, invariants: lost }))).toBe(1);
  expect(exitCodeOf(checksOf({ ...FINE, crashes: 1 }))).toBe(1);
  expect(exitCodeOf(checksOf({ ...FINE, invariants: lost, left: ['CARD#1'] }))).toBe(2);
  expect(exitCodeOf(checksOf({ ...FINE, missed: ['before a sheet is posted'] }))).toBe(2);
});

test('a heap that grows by a megabyte a minute grows by ten in ten minutes', () => {
  const samples = Array.from({ length: 10 }, (_, minute) => ({ at: minute * 60_000, heapBytes: (40 + minute) * 1024 * 1024 }));
  const { slope, give } = heapSlope(samples);
  expect(slope).toBeCloseTo(10);
  expect(give).toBeCloseTo(0);
});
