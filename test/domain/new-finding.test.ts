import { expect, test } from 'vitest';
import { parseAsff } from '../../src/domain/asff/parse-asff.ts';
import { asffOf, readNewFinding } from '../../src/domain/new-finding.ts';

const FORM = { title: 'Port 22 is open', description: 'To everyone.', severity: 'HIGH', resourceType: 'Other', resourceId: 'gateway-1' };
const hub = { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '111122223333' };
const submission = { submission: 'V0FORM', by: 'Ana (U0ANA)', at: new Date('2026-03-02T09:00:00Z'), hub };

const read = (form: Record<string, string>) => {
  const result = readNewFinding(form);
  if ('wrong' in result) throw new Error(JSON.stringify(result.wrong));
  return result.finding;
};

test('what was typed is read without the blanks around it, and what was left blank is left out', () => {
  expect(read({ ...FORM, title: '  Port 22 is open ', account: '', region: '   ' })).toEqual(FORM);
});

test.each([
  ['title', '', 'Please say in one line what is wrong.'],
  ['title', 'x'.repeat(257), 'Security Hub takes 256 characters here; these are 257.'],
  ['description', 'x'.repeat(1025), 'Security Hub takes 1024 characters here; these are 1025.'],
  ['severity', 'UNKNOWN', 'Please choose one.'],
  ['resourceType', ' ', 'Please say what kind of thing it is about, such as AwsS3Bucket or Other.'],
  ['resourceId', 'x'.repeat(513), 'Security Hub takes 512 characters here; these are 513.'],
  ['account', '12345678901', 'An account is written as its 12 digits.'],
  ['region', 'eu_west_1', 'A region is written as in eu-west-1.'],
  ['remediation', 'x'.repeat(513), 'Security Hub takes 512 characters here; these are 513.'],
  ['remediationUrl', 'javascript:alert(1)', 'An address begins with https://'],
  ['remediationUrl', `https://example.com/${'x'.repeat(1000)}`, 'Please give an address of at most 1000 characters.'],
])('a %s of %j is refused in words at its field, and only there', (field, value, words) => {
  expect(readNewFinding({ ...FORM, [field]: value })).toEqual({ wrong: { [field]: words } });
});

test('everything that is wrong is told at once', () => {
  expect(readNewFinding({})).toMatchObject({
    wrong: { title: expect.any(String), severity: expect.any(String), resourceId: expect.any(String) },
  });
});

test('the same form sent off at the same time is the same finding, another form is another', () => {
  const finding = read(FORM);
  expect(asffOf(finding, submission)).toEqual(asffOf(finding, submission));
  expect(asffOf(finding, { ...submission, submission: 'V0OTHER' }).Id).not.toBe(asffOf(finding, submission).Id);
});

test('it goes under the default product of the hub, wherever the resource is', () => {
  const asff = asffOf(read({ ...FORM, region: 'us-gov-east-1' }), submission);
  expect(asff.ProductArn).toBe('arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default');
  expect(asff.Resources).toEqual([{ Type: 'Other', Id: 'gateway-1', Region: 'us-gov-east-1' }]);
});

test('what we make, we can read again', () => {
  const parsed = parseAsff(asffOf(read({ ...FORM, remediation: 'Close it.' }), submission));
  expect(parsed).toMatchObject({
    finding: { title: 'Port 22 is open', severity: 'HIGH', product: { kind: 'other', name: 'shub' }, remediation: { text: 'Close it.' } },
  });
});
