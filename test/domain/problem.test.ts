import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAsff } from '../../src/domain/asff/parse-asff.ts';
import { isItsOwnProblem, problemOf } from '../../src/domain/problem.ts';
import { type Asff, aConfigAsff, aControlAsff, anAsff, anOldControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { anAsffOf32Resources } from '../fixtures/asff-extremes.ts';

const about = { key: 'k', account: '111122223333', region: 'eu-west-1', resourceIds: ['sg-1', 'sg-2'], control: 'EC2.19' };

function problem(asff: Asff): string {
  const parsed = parseAsff(asff);
  if ('unreadable' in parsed) throw new Error(parsed.unreadable);
  return parsed.finding.problem;
}

test('one control on the same resources is one problem, whatever finding says so and in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 32 }), fc.string(), fc.string(), (ids, key, otherKey) => {
      const one = problemOf({ ...about, key, resourceIds: ids });
      expect(one).toMatch(/^[0-9a-f]{32}$/);
      expect(problemOf({ ...about, key: otherKey, resourceIds: ids.toReversed() })).toBe(one);
    }),
  );
});

test('no two different sets of resources, accounts, regions or controls are one problem', () => {
  const word = fc.string({ unit: fc.constantFrom('a', '|', ',', '"', '\\'), maxLength: 2 });
  const part = fc.record({ account: word, region: word, control: word, resourceIds: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }) });
  const spelt = (of: { resourceIds: string[] }) => JSON.stringify({ ...of, resourceIds: of.resourceIds.toSorted() });
  fc.assert(
    fc.property(part, part, (a, b) => {
      expect(problemOf({ key: 'k', ...a }) === problemOf({ key: 'k', ...b })).toBe(spelt(a) === spelt(b));
    }),
  );
});

test.each(['|', ',', '"', '","', ' ', '\u0000'])('a name with %j in it does not run into the next', (mark) => {
  const [one, other] = [
    { ...about, account: `a${mark}b`, region: 'c' },
    { ...about, account: 'a', region: `b${mark}c` },
  ];
  expect(problemOf(one)).not.toBe(problemOf(other));
  expect(problemOf({ ...about, resourceIds: [`a${mark}b`] })).not.toBe(problemOf({ ...about, resourceIds: ['a', 'b'] }));
});

test('without a control each finding is its own problem', () => {
  const { control: _, ...uncontrolled } = about;
  expect(problemOf({ ...uncontrolled, key: 'a' })).not.toBe(problemOf({ ...uncontrolled, key: 'b' }));
  expect(problemOf({ ...uncontrolled, key: 'a' })).toBe(problemOf({ ...uncontrolled, key: 'a', resourceIds: [] }));
});

test('a control reported once by each of two standards is one problem', () => {
  const fsbp = aControlAsff({ Id: 'arn:aws:securityhub:eu-west-1:111122223333:subscription/fsbp/EC2.19/finding/1' });
  const nist = aControlAsff({ Id: 'arn:aws:securityhub:eu-west-1:111122223333:subscription/nist/EC2.19/finding/2' });
  expect(problem(fsbp)).toBe(problem(nist));
});

test('old findings of two standards, which name the control differently, meet in the Config rule behind them', () => {
  const fields = (control: string) => ({
    ControlId: control,
    'RelatedAWSResources:0/name': 'securityhub-restricted-ports-1a2b',
    'RelatedAWSResources:0/type': 'AWS::Config::ConfigRule',
  });
  const fsbp = anOldControlAsff({ Id: 'one', ProductFields: fields('EC2.19') });
  const pci = anOldControlAsff({ Id: 'two', ProductFields: fields('PCI.EC2.3') });
  expect(problem(fsbp)).toBe(problem(pci));
});

test.each([
  ['another account', { AwsAccountId: '444455556666' }],
  ['another region', { Region: 'us-east-1' }],
  ['another control', { Compliance: { SecurityControlId: 'EC2.2' } }],
  ['another resource', { Resources: [{ Type: 'AwsEc2SecurityGroup', Id: 'sg-other' }] }],
])('the same check with %s is another problem', (_, difference) => {
  expect(problem(aControlAsff(difference))).not.toBe(problem(aControlAsff()));
});

test('the resource that is too many to be kept still tells two problems apart', () => {
  const whole = anAsffOf32Resources();
  const resources = Array.isArray(whole['Resources']) ? whole['Resources'] : [];
  expect(problem({ ...whole, Resources: resources.slice(0, 31) })).not.toBe(problem(whole));
  expect(problem({ ...whole, Resources: resources.toReversed() })).toBe(problem(whole));
});

test('a rule of one’s own in Config is a control too', () => {
  expect(problem(aConfigAsff({ Id: 'a' }))).toBe(problem(aConfigAsff({ Id: 'b' })));
});

test.each([
  ['GuardDuty', aGuardDutyAsff],
  ['a custom product', anAsff],
])('two findings of %s about one resource are two problems', (_, build) => {
  expect(problem(build({ Id: 'a' }))).not.toBe(problem(build({ Id: 'b' })));
});

test('a detection is a problem of its own; a control may share it with the same control of another standard', () => {
  const finding = (asff: Asff) => {
    const parsed = parseAsff(asff);
    if ('unreadable' in parsed) throw new Error(parsed.unreadable);
    return parsed.finding;
  };
  expect(isItsOwnProblem(finding(aGuardDutyAsff()))).toBe(true);
  expect(isItsOwnProblem(finding(aControlAsff()))).toBe(false);
});
