import { expect, test } from 'vitest';
import { identityOf } from '../../../src/domain/asff/identity.ts';
import { parseAsff } from '../../../src/domain/asff/parse-asff.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { type Asff, aControlAsff, aHealthAsff, anAsff, anOldControlAsff } from '../../fixtures/asff.ts';
import { aGuardDutyAsff } from '../../fixtures/asff-detections.ts';
import { aChinaAsff, aGovAsff, anAsffOf32Resources, anAsffOf240KB } from '../../fixtures/asff-extremes.ts';

function read(asff: Asff): Finding {
  const parsed = parseAsff(asff);
  if ('unreadable' in parsed) throw new Error(parsed.unreadable);
  return parsed.finding;
}

const without = (asff: Asff, ...fields: string[]): Asff =>
  Object.fromEntries(Object.entries(asff).filter(([name]) => !fields.includes(name)));

test('a control finding of today is read whole', () => {
  expect(read(aControlAsff())).toMatchObject({
    key: expect.stringMatching(/^[0-9a-f]{32}$/),
    id: 'arn:aws:securityhub:eu-west-1:111122223333:security-control/EC2.19/finding/7e8f',
    productArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
    partition: 'aws',
    product: { kind: 'security-hub', name: 'Security Hub', company: 'AWS' },
    account: { id: '111122223333', name: 'shop-production' },
    region: 'eu-west-1',
    generatorId: 'security-control/EC2.19',
    title: 'Security groups should not allow unrestricted access to ports with high risk',
    severity: 'CRITICAL',
    workflow: 'NEW',
    recordState: 'ACTIVE',
    compliance: {
      status: 'FAILED',
      control: 'EC2.19',
      standards: ['FSBP 1.0.0', 'NIST 800-53 5.0.0'],
      requirements: ['NIST.800-53.r5 SC-7', 'NIST.800-53.r5 AC-4'],
      reasons: ['Port 3389 is open to 0.0.0.0/0.'],
    },
    resources: [{ type: 'AwsEc2SecurityGroup', name: 'sg-0def5678', region: 'eu-west-1', tags: { team: 'payments' } }],
    resourceCount: 1,
    createdAt: '2026-03-02T09:00:00.000Z',
    updatedAt: '2026-03-02T09:05:00.000Z',
    firstSeenAt: '2026-03-01T10:00:00.000Z',
    lastSeenAt: '2026-03-02T09:04:00.000Z',
    remediation: { url: 'https://docs.aws.amazon.com/console/securityhub/EC2.19/remediation' },
    headline: 'Port 3389 is open to 0.0.0.0/0.',
    sample: false,
  });
});

test.each<[string, unknown, string]>([
  ['text', 'finding', 'The finding is not an object.'],
  ['a list', [anAsff()], 'The finding is not an object.'],
  ['no id', anAsff({ Id: ' ' }), 'Id is missing or not text.'],
  ['a numbered id', anAsff({ Id: 7 }), 'Id is missing or not text.'],
  ['an id of a novel', anAsff({ Id: 'x'.repeat(3000) }), 'Id is longer than AWS allows.'],
  ['no product', without(anAsff(), 'ProductArn'), 'ProductArn is missing or not text.'],
  ['no title', anAsff({ Title: '\n\t' }), 'Title is missing or not text.'],
  ['no resources', anAsff({ Resources: [] }), 'Resources is missing or has no resource with an Id.'],
  ['resources without ids', anAsff({ Resources: [{ Type: 'Other' }, null, 'x'] }), 'Resources is missing or has no resource with an Id.'],
  [
    'no account anywhere',
    anAsff({ AwsAccountId: null, ProductArn: 'arn:aws:securityhub:eu-west-1::product/a/b', Resources: [{ Id: 'x' }] }),
    'AwsAccountId is missing, and no ARN in the finding names an account.',
  ],
])('a finding with %s cannot be read, and the reason names the field', (_, raw, unreadable) => {
  expect(parseAsff(raw)).toEqual({ unreadable });
});

test('what cannot be read can still be looked up by whatever identity it has', () => {
  expect(identityOf(anAsff({ Title: undefined }))).toEqual({ id: 'backup-check/shop-database', productArn: anAsff()['ProductArn'] });
  expect(identityOf({ Id: 'x', ProductArn: 5 })).toEqual({ id: 'x' });
  expect(identityOf(null)).toEqual({});
});

test('one resource that makes no sense does not take its neighbours along', () => {
  const { resources, resourceCount } = read(
    anAsff({ Resources: [null, { Id: 'a', Tags: { n: 1, bad: {} } }, { Type: 'T' }, { Id: 'b' }] }),
  );
  expect(resources).toEqual([
    { type: 'Other', id: 'a', name: 'a', tags: { n: '1' } },
    { type: 'Other', id: 'b', name: 'b', tags: {} },
  ]);
  expect(resourceCount).toBe(2);
});

test('an account that was sent as a number has its zeros again', () => {
  expect(read(anAsff({ AwsAccountId: 12345678901 })).account.id).toBe('012345678901');
});

test('of 32 resources the first are kept, and all are counted', () => {
  const { resources, resourceCount } = read(anAsffOf32Resources());
  expect(resourceCount).toBe(32);
  expect(resources.length).toBeGreaterThanOrEqual(3);
  expect(resources[0]).toMatchObject({ name: 'sg-00000000', tags: { team: 'payments' } });
});

test('a finding of 240 KB is read like a small one', () => {
  const large = anAsffOf240KB();
  expect(Buffer.byteLength(JSON.stringify(large))).toBe(240 * 1024);
  expect(read(large)).toMatchObject({
    title: aGuardDutyAsff()['Title'],
    headline: 'Queried pool.example · resource role TARGET',
    resources: [{ name: 'i-0abc1234' }],
  });
});

test.each([
  ['GovCloud', aGovAsff(), 'aws-us-gov', 'us-gov-west-1'],
  ['China', aChinaAsff(), 'aws-cn', 'cn-north-1'],
])('a finding from %s knows its partition and region', (_, asff, partition, region) => {
  expect(read(asff)).toMatchObject({ partition, region, product: { kind: 'security-hub' }, compliance: { control: 'EC2.19' } });
});

test('an ARN whose partition has a colon too many is still understood', () => {
  const asff = aGuardDutyAsff({ ProductArn: 'arn:aws::securityhub:eu-west-1::product/aws/guardduty', Region: undefined });
  expect(read(asff)).toMatchObject({ partition: 'aws', region: 'eu-west-1', product: { kind: 'guardduty' } });
});

test('a product named like a part of JavaScript is a product like any other', () => {
  for (const slug of ['constructor', '__proto__', 'toString']) {
    expect(read(anAsff({ ProductArn: `arn:aws:securityhub:eu-west-1::product/aws/${slug}` })).product).toEqual({
      kind: 'other',
      name: slug,
    });
  }
});

test('a product of another company is not AWS’s for being called the same', () => {
  expect(read(anAsff({ ProductArn: 'arn:aws:securityhub:eu-west-1::product/example-corp/guardduty' })).product.kind).toBe('other');
});

test('a blank control is no control, so that findings do not become one problem over it', () => {
  const blank = (id: string) =>
    read(anAsff({ Id: id, Compliance: { Status: 'FAILED', SecurityControlId: ' ' }, ProductFields: { ControlId: '' } }));
  expect(blank('a').compliance).not.toHaveProperty('control');
  expect(blank('a').problem).not.toBe(blank('b').problem);
});

test('a tag without a value is still a tag', () => {
  expect(read(anAsff({ Resources: [{ Id: 'x', Tags: { public: '' } }] })).resources[0]?.tags).toEqual({ public: '' });
});

test('the content hash covers what is not kept, and does not mind the order of fields', () => {
  const asff = aControlAsff();
  const hash = read(asff).contentHash;
  expect(read(Object.fromEntries(Object.entries(asff).toReversed())).contentHash).toBe(hash);
  expect(read({ ...asff, ProcessedAt: '2026-03-02T09:06:00.000Z' }).contentHash).not.toBe(hash);
  expect(read({ ...asff, Unheard: { of: [1, 2] } }).contentHash).not.toBe(read({ ...asff, Unheard: { of: [2, 1] } }).contentHash);
  expect(read({ ...asff, Absent: undefined }).contentHash).toBe(hash);
});

test('a note says who wrote what and when', () => {
  const note = { Text: 'Known, see OPS-7', UpdatedBy: 'ana', UpdatedAt: '2026-03-02T11:00:00+01:00' };
  expect(read(anAsff({ Note: note })).note).toEqual({ text: 'Known, see OPS-7', by: 'ana', at: '2026-03-02T10:00:00.000Z' });
});

test.each([['javascript:alert(1)'], ['ftp://example.com/'], ['https://example.com/a b'], [`https://example.com/${'x'.repeat(2000)}`]])(
  'an address such as %.40s leads nowhere',
  (url) => {
    expect(read(anAsff({ SourceUrl: url }))).not.toHaveProperty('sourceUrl');
    expect(read(anAsff({ Remediation: { Recommendation: { Url: url } } }))).not.toHaveProperty('remediation');
  },
);

test.each([
  ['the flag', { Sample: true }],
  ['the title', { Title: '[SAMPLE] EC2 instance is querying a domain' }],
  ['GuardDuty’s own field', { ProductFields: { 'aws/guardduty/service/additionalInfo': '{"sample":true}' } }],
])('a made-up finding is known by %s', (_, fields) => {
  expect(read(aGuardDutyAsff(fields)).sample).toBe(true);
  expect(read(aGuardDutyAsff()).sample).toBe(false);
});

test('an old control finding names its control and standard in its own fields', () => {
  expect(read(anOldControlAsff()).compliance).toMatchObject({ status: 'FAILED', control: 'EC2.19', standards: ['FSBP 1.0.0'] });
  const cis = { StandardsGuideArn: 'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0', RuleId: '1.3' };
  expect(read(anOldControlAsff({ ProductFields: cis })).compliance).toMatchObject({ control: '1.3', standards: ['CIS 1.2.0'] });
});

test('a description keeps its lines, a title does not', () => {
  expect(read(aHealthAsff()).description).toBe(
    'An access key of this account was found in a public repository. Rotate it now.\n\nSee the user guide.',
  );
  expect(read(anAsff({ Title: 'two\r\nlines\u0007' })).title).toBe('two lines');
});
