import { expect, test } from 'vitest';
import { digestMessage } from '../../../src/slack/views/digest.ts';
import { aDigest } from '../../fixtures/a-digest.ts';
import { aReport } from '../../fixtures/a-report.ts';
import { textsIn } from '../../support/world.ts';
import { renderedLength, violations } from '../limits.ts';

const textOf = (...args: Parameters<typeof aDigest>): string => textsIn(digestMessage(aDigest(...args)).blocks).join('\n');

test('a digest says what the score did and which controls did it', () => {
  const text = textOf();
  expect(text).toContain('Security digest of the week');
  expect(text).toMatch(/Score \*50 %\* · ▲ \d+\.\d points since/);
  expect(text).toContain('newly failing: CloudTrail.5 · mended: KMS.4');
});

test('a digest says what is new, what was done, what waits for longest and what is late', () => {
  const text = textOf();
  expect(text).toContain('*New in Security Hub* 11');
  expect(text).toContain('🔴 2 critical · 🟠 9 high');
  expect(text).toContain('11 acknowledged · 9 resolved · 3 snoozed');
  expect(text).toMatch(/Open for longest\*\n• 🔴 EC2 instance i-1 is mining Bitcoin · open since .*its card/);
  expect(text).toContain('2 acknowledged late · 1 resolved late · 7 open and late');
  expect(text).toContain('… and 4 more');
  expect(text).toContain('*Suppressions in force* 12 · 5 ending within 30 days');
});

test('a digest names what does not come in, the products by their names', () => {
  const text = textOf();
  expect(text).toContain('🔴 Dead letters: 3 messages');
  expect(text).toContain('🟠 GuardDuty: silent since 2026-02-27');
  expect(text).not.toContain('findings come in');
});

test('the first digest says that history starts, and one of a calm day is short', () => {
  const { before: _before, ...first } = aDigest({
    report: aReport({
      days: 1,
      handled: { done: {}, cut: false },
      sla: { acknowledgedLate: 0, resolvedLate: 0, openLate: 0, cut: false, late: [] },
    }),
    arrived: { groups: [], complete: true },
    oldest: [],
    faults: [],
  });
  const { blocks } = digestMessage(first);
  const text = textsIn(blocks).join('\n');
  expect(text).toContain('Score *50 %* · history starts today');
  expect(text).toContain('✅ findings come in · nothing open is late · nothing of MEDIUM or worse is open');
  expect(text).toContain('Nothing yet.');
  expect(text).not.toContain('SLA');
  expect(blocks).toHaveLength(5);
});

test.each(['x'.repeat(3000), '&<>'.repeat(500), '😀'.repeat(800)])('however much there is to say, Slack takes the digest', (words) => {
  const faults = Array.from({ length: 40 }, () => ({ name: words, state: 'red' as const, says: words }));
  const message = digestMessage(aDigest({ words, faults }));
  expect(violations(message)).toEqual([]);
  expect(renderedLength(message)).toBeLessThan(12_000);
});

test('nobody is called by a digest, whoever owns what is late', () => {
  expect(JSON.stringify(digestMessage(aDigest()))).not.toContain('<@');
});
