import { expect, test } from 'vitest';
import { slaBreaches } from '../../src/domain/report-sla.ts';
import type { Handled } from '../../src/domain/report-times.ts';

const HOUR = 3600_000;
const sla = { acknowledge: { HIGH: HOUR }, resolve: { HIGH: 24 * HOUR } };
const press = (more: Partial<Handled>): Handled => ({
  card: 'a',
  action: 'acknowledge',
  raisedAt: '2026-03-02T09:00:00.000Z',
  at: '2026-03-02T09:30:00.000Z',
  severity: 'HIGH',
  ...more,
});

test.each([
  ['in time', [press({})], 0, 0],
  ['acknowledged too late', [press({ at: '2026-03-02T10:30:00.000Z' })], 1, 0],
  ['acknowledged in time and once more later', [press({}), press({ at: '2026-03-02T12:00:00.000Z' })], 0, 0],
  ['resolved too late', [press({}), press({ action: 'resolve', at: '2026-03-04T09:00:00.000Z' })], 0, 1],
  [
    'resolved too late and opened again',
    [press({}), press({ action: 'resolve', at: '2026-03-04T09:00:00.000Z' }), press({ action: 'reopen', at: '2026-03-04T10:00:00.000Z' })],
    0,
    0,
  ],
  ['of a severity without a limit', [press({ severity: 'LOW', at: '2026-03-12T10:30:00.000Z' })], 0, 0],
] as const)('what was %s', (_, presses, acknowledgedLate, resolvedLate) => {
  expect(slaBreaches(presses, [], sla, { most: 10 })).toEqual({ acknowledgedLate, resolvedLate, openLate: 0, cut: false });
});

test('what is open and late counts once, and it is said when not all were looked at', () => {
  const open = [{ breached: ['acknowledge' as const, 'resolve' as const] }, {}];
  expect(slaBreaches([], open, sla, { most: 2 })).toMatchObject({ openLate: 1, cut: true });
});

test('without a limit in the policy nothing is counted', () => {
  expect(slaBreaches([press({})], [], { acknowledge: {}, resolve: {} }, { most: 10 })).toBeUndefined();
});
