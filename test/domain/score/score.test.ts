import { expect, test } from 'vitest';
import type { ComplianceStatus } from '../../../src/domain/finding.ts';
import { type ControlStatus, controlStatus, exactPercent, percent, pointsFor, scoreOf, tallyOf } from '../../../src/domain/score.ts';

const statuses = (counts: Partial<Record<ControlStatus, number>>): ControlStatus[] =>
  (['Passed', 'Failed', 'Unknown', 'No data', 'Disabled'] as const).flatMap((status) => Array(counts[status] ?? 0).fill(status));

// https://docs.aws.amazon.com/securityhub/latest/userguide/standards-security-score.html
test.each([
  ['FSBP', 168, 22, 88],
  ['CIS 1.4.0', 8, 29, 22],
  ['CIS 1.2.0', 6, 35, 15],
  ['NIST 800-53', 159, 56, 74],
  ['PCI DSS', 28, 17, 62],
  ['all standards together, each control once', 357, 158, 69],
])("AWS's own example: %s with %i passed and %i failed controls scores %i percent", (_, passed, failed, expected) => {
  expect(percent(scoreOf(statuses({ Passed: passed, Failed: failed })))).toBe(expected);
});

test.each<[string, ComplianceStatus[], ControlStatus]>([
  ['all of its findings pass', ['PASSED', 'PASSED'], 'Passed'],
  ['one of its findings fails', ['PASSED', 'FAILED', 'WARNING'], 'Failed'],
  ['one of its findings is a warning', ['PASSED', 'WARNING'], 'Unknown'],
  ['one of its findings is not available', ['NOT_AVAILABLE', 'PASSED'], 'Unknown'],
  ['it has no findings', [], 'No data'],
])('when %s', (_, findings, expected) => {
  expect(controlStatus(tallyOf(findings), { enabled: true })).toBe(expected);
});

test('a control that is switched off is Disabled whatever its last findings say', () => {
  expect(controlStatus(tallyOf(['FAILED']), { enabled: false })).toBe('Disabled');
});

test('unknown controls count against the score; those without data and those switched off do not count', () => {
  const score = scoreOf(statuses({ Passed: 3, Unknown: 1, 'No data': 50, Disabled: 50 }));
  expect(percent(score)).toBe(75);
});

test('halves are rounded up, as Security Hub does', () => {
  expect(percent(scoreOf(statuses({ Passed: 1, Failed: 7 })))).toBe(13);
});

test('without any control that has data there is no score, rather than zero', () => {
  const score = scoreOf(statuses({ 'No data': 4, Disabled: 2 }));
  expect(percent(score)).toBeUndefined();
  expect(exactPercent(score)).toBeUndefined();
  expect(pointsFor(score, 3)).toBe(0);
});

test('fixing controls adds what the score then is more, and no more than there is to fix', () => {
  const before = scoreOf(statuses({ Passed: 70, Failed: 4, Unknown: 1 }));
  const after = scoreOf(statuses({ Passed: 73, Failed: 1, Unknown: 1 }));
  expect(pointsFor(before, 3)).toBeCloseTo((exactPercent(after) ?? 0) - (exactPercent(before) ?? 0));
  expect(pointsFor(before, 50)).toBeCloseTo(100 - (exactPercent(before) ?? 0));
});
