import { expect, test } from 'vitest';
import { type Standard, standardKey, standardMeant, troubleWith } from '../../src/domain/standard.ts';

const REGION = 'eu-west-1';
const aStandard = (name: string, title: string, path: string, on = false): Standard => {
  const arn = `arn:aws:securityhub:${REGION}::standards/${path}`;
  return { key: standardKey(arn), arn, name, title, byDefault: false, ...(on && { subscription: { arn, status: 'READY' } }) };
};
const FSBP = aStandard('FSBP 1.0.0', 'AWS Foundational Security Best Practices v1.0.0', 'aws-foundational-security-best-practices/v/1.0.0');
const CIS_1 = aStandard('CIS 1.2.0', 'CIS AWS Foundations Benchmark v1.2.0', 'cis-aws-foundations-benchmark/v/1.2.0');
const CIS_5 = aStandard('CIS 5.0.0', 'CIS AWS Foundations Benchmark v5.0.0', 'cis-aws-foundations-benchmark/v/5.0.0');
const PCI = aStandard('PCI DSS 4.0.1', 'PCI DSS v4.0.1', 'pci-dss/v/4.0.1');
const ALL = [FSBP, CIS_1, CIS_5, PCI];

test.each([
  ['fsbp', FSBP],
  ['FSBP 1.0.0', FSBP],
  ['best practices', FSBP],
  ['aws-foundational-security-best-practices/v/1.0.0', FSBP],
  ['cis5', CIS_5],
  ['CIS v5.0.0', CIS_5],
  ['pci', PCI],
  ['pci-dss', PCI],
  [CIS_1.arn, CIS_1],
])('"%s" means one standard', (typed, standard) => {
  expect(standardMeant(typed, ALL)).toEqual({ is: 'one', standard });
});

test('of several standards of a name the one that is on is meant, and only where it is the only one', () => {
  expect(standardMeant('cis', ALL)).toEqual({ is: 'several', standards: [CIS_1, CIS_5] });
  const on = aStandard('CIS 5.0.0', CIS_5.title, 'cis-aws-foundations-benchmark/v/5.0.0', true);
  expect(standardMeant('cis', [CIS_1, on])).toEqual({ is: 'one', standard: on });
});

test.each([
  ['fspb', 'fsbp'],
  ['cis 5.0.1', 'cis 5.0.0'],
])('"%s" is none, and "%s" is what was most likely meant', (typed, near) => {
  expect(standardMeant(typed, ALL)).toMatchObject({ is: 'none', near });
});

test.each(['', '   ', '---', 'arn:'])('"%s" means no standard at all', (typed) => {
  expect(standardMeant(typed, ALL).is).toBe('none');
});

test('a reason that AWS invents later is told as AWS writes it', () => {
  expect(troubleWith({ status: 'INCOMPLETE', reason: 'SOMETHING_NEW' })).toBe('Not all of it is on. Security Hub says SOMETHING_NEW.');
  expect(troubleWith({ status: 'READY' })).toBeUndefined();
});
