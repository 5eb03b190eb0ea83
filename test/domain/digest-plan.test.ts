import { expect, test } from 'vitest';
import { digestDue } from '../../src/domain/digest-plan.ts';
import { Policy } from '../../src/domain/policy.ts';

const planned = (plan: object) => {
  const { digest } = Policy.parse({ digest: { channel: 'C0ALERTS', ...plan } });
  if (!digest) throw new Error('no plan');
  return digest;
};
const ZURICH = planned({ at: '08:00', zone: 'Europe/Zurich' });
const due = (plan: ReturnType<typeof planned>, at: string) => digestDue(plan, new Date(at));

test.each([
  ['in winter eight is seven in UTC', '2026-03-27T06:59:00Z', undefined],
  ['in winter eight is seven in UTC', '2026-03-27T07:00:00Z', '2026-03-27'],
  ['on the day summer time begins it is six', '2026-03-29T05:59:00Z', undefined],
  ['on the day summer time begins it is six', '2026-03-29T06:00:00Z', '2026-03-29'],
  ['on the day it ends it is seven again', '2026-10-25T06:59:00Z', undefined],
  ['on the day it ends it is seven again', '2026-10-25T07:00:00Z', '2026-10-25'],
  ['after midnight there the day is another one', '2026-03-27T23:30:00Z', undefined],
])('the digest of eight in Zurich: %s', (_, at, day) => {
  expect(due(ZURICH, at)).toBe(day);
});

test('an hour that summer time leaves out is made up for, and one that comes twice is one', () => {
  const night = planned({ at: '02:30', zone: 'Europe/Zurich' });
  expect(due(night, '2026-03-29T00:59:00Z')).toBeUndefined();
  expect(due(night, '2026-03-29T01:00:00Z')).toBe('2026-03-29');
  expect(due(night, '2026-10-25T00:30:00Z')).toBe('2026-10-25');
  expect(due(night, '2026-10-25T01:30:00Z')).toBe('2026-10-25');
});

test('a weekly digest comes on Mondays, one of weekdays not at the weekend', () => {
  const [weekly, weekdays] = [planned({ every: 'week' }), planned({ every: 'weekday' })];
  expect([due(weekly, '2026-03-02T09:00:00Z'), due(weekly, '2026-03-03T09:00:00Z')]).toEqual(['2026-03-02', undefined]);
  expect([due(weekdays, '2026-03-06T09:00:00Z'), due(weekdays, '2026-03-07T09:00:00Z')]).toEqual(['2026-03-06', undefined]);
});

test.each([{ at: '8:00' }, { at: '25:00' }, { zone: 'Zurich' }, { every: 'year' }])('a plan with %j is refused', (plan) => {
  expect(() => planned(plan)).toThrow();
});
