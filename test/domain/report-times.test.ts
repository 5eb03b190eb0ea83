import { expect, test } from 'vitest';
import { doneTo, type Handled, handlingTimes } from '../../src/domain/report-times.ts';

const MINUTE = 60_000;
const RAISED = Date.UTC(2026, 2, 2, 9);

/** What was pressed on one card, so many minutes after it was raised. */
const presses = (...pressed: [Handled['action'], number][]): Handled[] =>
  pressed.map(([action, minutes]) => ({
    card: 'c',
    action,
    at: new Date(RAISED + minutes * MINUTE).toISOString(),
    raisedAt: new Date(RAISED).toISOString(),
  }));

test.each([
  ['acknowledges', 'acknowledge'],
  ['puts it off', 'snooze'],
  ['gives it to somebody', 'assign'],
] as const)('whoever %s first has looked at it', (_, action) => {
  expect(handlingTimes(presses([action, 5], ['resolve', 30]))).toEqual({
    acknowledge: { mean: 5 * MINUTE, of: 1 },
    resolve: { mean: 30 * MINUTE, of: 1 },
  });
});

test('a note alone does not take it on', () => {
  expect(handlingTimes(presses(['note', 5]))).toEqual({});
});

test('a resolution that was taken back closes nothing', () => {
  expect(handlingTimes(presses(['resolve', 5], ['undo', 6])).resolve).toBeUndefined();
  expect(handlingTimes(presses(['resolve', 5], ['undo', 6], ['resolve', 20])).resolve).toEqual({ mean: 20 * MINUTE, of: 1 });
});

test('a look that was taken back is none, and a note cannot be taken back', () => {
  expect(handlingTimes(presses(['acknowledge', 5], ['undo', 6], ['acknowledge', 20])).acknowledge).toEqual({ mean: 20 * MINUTE, of: 1 });
  expect(handlingTimes(presses(['acknowledge', 5], ['note', 6], ['undo', 7]))).toEqual({});
  expect(doneTo(presses(['acknowledge', 5], ['note', 6], ['undo', 7]))).toEqual({ note: 1 });
});
