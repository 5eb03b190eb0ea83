import { expect, test } from 'vitest';
import { covers } from '../../src/domain/rule-pattern.ts';

const IMPORTED = 'Security Hub Findings - Imported';

test.each([
  ['everything of Security Hub', { source: ['aws.securityhub'] }, true],
  ['imported findings by name', { source: ['aws.securityhub'], 'detail-type': [IMPORTED, 'Security Hub Insight Results'] }, true],
  ['severe ones only, which is the operator’s choice', { source: ['aws.securityhub'], detail: { findings: {} } }, true],
  ['a matcher that we do not read', { source: [{ prefix: 'aws.' }] }, true],
  ['another service', { source: ['aws.guardduty'] }, false],
  ['custom actions only', { source: ['aws.securityhub'], 'detail-type': ['Security Hub Findings - Custom Action'] }, false],
  ['nothing readable', 'none', false],
])('a rule for %s: %j', (_, pattern, expected) => {
  expect(covers(JSON.stringify(pattern))).toBe(expected);
});

test('a pattern that is no JSON lets nothing through', () => {
  expect(covers('{')).toBe(false);
});
