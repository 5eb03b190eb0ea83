import { expect, test } from 'vitest';
import { latest, slaBreaches } from '../../src/domain/report-sla.ts';
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
  expect(slaBreaches(presses, [], sla)).toEqual({ acknowledgedLate, resolvedLate, openLate: 0 });
});

test('a note is no acknowledgement, and what was taken back counts neither as looked at nor as resolved', () => {
  const late = [
    press({ action: 'note', at: '2026-03-02T09:10:00.000Z' }),
    press({ action: 'resolve', at: '2026-03-04T09:00:00.000Z' }),
    press({ action: 'undo', at: '2026-03-04T09:05:00.000Z' }),
  ];
  expect(slaBreaches(late, [], sla)).toEqual({ acknowledgedLate: 0, resolvedLate: 0, openLate: 0 });
});

test('what is open and late counts once, whichever limits it has passed', () => {
  expect(slaBreaches([], [{ breached: ['acknowledge', 'resolve'] }, {}], sla)).toMatchObject({ openLate: 1 });
});

test('what is late for longest comes first, by the limit that passed first', () => {
  const [a, b, c] = [
    { breached: ['resolve' as const], deadlines: { acknowledge: '2026-03-01T00:00:00.000Z', resolve: '2026-03-03T00:00:00.000Z' } },
    {
      breached: ['acknowledge' as const, 'resolve' as const],
      deadlines: { acknowledge: '2026-03-02T00:00:00.000Z', resolve: '2026-03-04T00:00:00.000Z' },
    },
    { deadlines: { resolve: '2026-03-09T00:00:00.000Z' } },
  ];
  expect(latest([a, b, c])).toEqual([
    { card: b, since: '2026-03-02T00:00:00.000Z' },
    { card: a, since: '2026-03-03T00:00:00.000Z' },
  ]);
});
