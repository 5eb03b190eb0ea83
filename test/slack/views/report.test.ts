import { expect, test } from 'vitest';
import type { Report } from '../../../src/domain/report.ts';
import { answerMessage } from '../../../src/slack/views/answer.ts';
import { reportMessage } from '../../../src/slack/views/report.ts';
import { aReport } from '../../fixtures/a-report.ts';
import { textsIn } from '../../support/world.ts';
import { renderedLength, violations } from '../limits.ts';
import { asSlackReads, calls } from './as-slack-reads.ts';

const picture = { file: 'F0PICTURE', alt: 'The score' };
const REF = { id: 'a'.repeat(32), at: '2026-03-02T09:00:00.000Z', days: 30 };
const textOf = (report: Report): string => textsIn(reportMessage(report, REF, picture).blocks).join('\n');

/** Everything a report can hold, as much of it as there can be, in `words`. */
function crowded(words: string): Report {
  const report = aReport();
  const groups = Array.from({ length: 100 }, (_, i) => ({ value: `${words}${i}`, count: 1_000_000 }));
  const full = { groups, complete: false };
  const score = { passed: 12_345, failed: 23_456, unknown: 345, noData: 456, disabled: 567 };
  const failing = Array.from({ length: 200 }, (_, i) => ({
    id: `${words}${i}`,
    title: words,
    severity: 'CRITICAL' as const,
    remediationUrl: `https://docs.aws.amazon.com/${words}`,
    status: 'Failed' as const,
    failed: 1_000_000,
    points: [{ of: words, points: 0.001 }],
  }));
  const [one] = report.trend;
  if (!one) throw new Error('no trend');
  return {
    ...report,
    standards: Array.from({ length: 40 }, (_, i) => ({ arn: `${words}${i}`, name: words, score })),
    failing,
    wins: { controls: failing.slice(0, 3), checks: 3, from: 1, to: 2 },
    account: { id: words, name: words },
    accountNames: { [`${words}0`]: words },
    open: { severity: report.open.severity, product: full },
    failed: { account: full, resource: full },
    trend: [
      { ...one, failing: Array.from({ length: 300 }, (_, i) => `${words}${i}`) },
      { ...one, failing: Array.from({ length: 300 }, (_, i) => `other ${words}${i}`) },
    ],
    handled: { ...report.handled, cut: true },
  };
}

test.each(['x'.repeat(3000), '&<>'.repeat(500), '😀'.repeat(800)])('however much there is to say, Slack takes the report', (words) => {
  const message = reportMessage(crowded(words), REF, picture);
  expect(violations(message)).toEqual([]);
  expect(renderedLength(message)).toBeLessThan(12_000);
});

test.each(['<!channel>', '<@U0ATTACKER>', '<https://evil.example|AWS console>', '*MARK* `MARK` :MARK:', '> MARK'])(
  'nothing in an estate that is called %j calls anybody or leads anywhere',
  (words) => {
    const report = crowded(words);
    const { overall, standards, failing, wins } = report;
    const [standard] = standards;
    const drawn = [
      reportMessage(report, REF, picture),
      answerMessage({
        kind: 'score',
        scores: { overall, standards, failing, controls: [] },
        ...(standard && { standard }),
        ...(wins && { wins }),
      }),
      answerMessage({ kind: 'trend', days: 30, snapshots: report.trend }),
    ];
    for (const message of drawn) {
      const reading = asSlackReads(message);
      expect(calls(reading)).toEqual([]);
      expect(reading.controls.filter((inside) => !/^!date|^https:\/\/docs\.aws\.amazon\.com\//.test(inside))).toEqual([]);
      expect(reading.prose).not.toMatch(/([*_~`:])MARK\1/);
    }
  },
);

test('what is cut or cannot be told in full says so', () => {
  const text = textOf(crowded('thing'));
  expect(text).toContain('On at least 100 resources in at least 100 accounts');
  expect(text).toContain('and 95 more at least');
  expect(text).toContain('the most severe 8 of 200');
  expect(text).toContain('From the newest 300 presses only');
});

test('a month is told with its change and the controls behind it', () => {
  const text = textOf(aReport());
  expect(text).toContain('*50 %* · ▲ 19.0 points');
  expect(text).toContain('newly failing: CloudTrail.5 · mended: KMS.4');
  expect(text).toContain('Looked at after 3 hours on average, of 14 problems');
});

test('an estate where nothing fails, or nothing is enabled, is told in plain words', () => {
  expect(textOf(aReport({ failing: [] }))).toContain('No control fails.');
  expect(textOf(aReport({ standards: [] }))).toContain('No standard is enabled, so there is no score.');
});

test('what reads on the lock screen of a phone is the score', () => {
  expect(reportMessage(aReport(), REF).text).toBe('Security score 50 %: 4 controls fail');
});

test('a report about one standard says that what people did is of all standards', () => {
  const report = aReport();
  const [standard] = report.standards;
  if (!standard) throw new Error('no standard');
  expect(textOf(report)).not.toContain('Of findings of all standards');
  expect(textOf({ ...report, standard })).toContain('Of findings of all standards:');
});
