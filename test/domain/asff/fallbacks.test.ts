import { describe, expect, test } from 'vitest';
import { parseAsff } from '../../../src/domain/asff/parse-asff.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { type Asff, aControlAsff, aHealthAsff, anAsff } from '../../fixtures/asff.ts';
import { aGuardDutyAsff, aThirdPartyAsff } from '../../fixtures/asff-detections.ts';

function read(asff: Asff): Finding {
  const parsed = parseAsff(asff);
  if ('unreadable' in parsed) throw new Error(parsed.unreadable);
  return parsed.finding;
}

const without = (asff: Asff, ...fields: string[]): Asff =>
  Object.fromEntries(Object.entries(asff).filter(([name]) => !fields.includes(name)));

describe('a producer leaves out', () => {
  test.each<[string, Asff, Partial<Finding>]>([
    [
      'its name',
      without(aControlAsff(), 'ProductName', 'CompanyName', 'ProductFields'),
      { product: { kind: 'security-hub', name: 'Security Hub' } },
    ],
    ['its name, and is not of AWS', without(aThirdPartyAsff(), 'ProductFields'), { product: { kind: 'other', name: 'scanner' } }],
    ['its name, but not in its own fields', aThirdPartyAsff(), { product: { kind: 'other', name: 'Example Scanner' } }],
    ['its name, and is somebody’s own', anAsff(), { product: { kind: 'other', name: 'Custom' } }],
    [
      'the region, of which the product knows better than a resource',
      aHealthAsff({ Region: undefined, Resources: [{ Id: 'x', Region: 'us-east-1' }] }),
      { region: 'eu-west-1' },
    ],
    [
      'the region, but not in a resource',
      anAsff({ ProductArn: 'mine', Resources: [{ Id: 'x', Region: 'us-east-1' }] }),
      { region: 'us-east-1' },
    ],
    [
      'the region, but not in the id',
      anAsff({ Id: 'arn:aws:ec2:us-west-2:111122223333:x', ProductArn: 'mine', Resources: [{ Id: 'x' }] }),
      { region: 'us-west-2' },
    ],
    [
      'the compliance',
      without(aControlAsff(), 'Compliance'),
      { compliance: { control: 'EC2.19', standards: [], requirements: [], reasons: ['Port 3389 is open to 0.0.0.0/0.'] } },
    ],
    ['the description', without(anAsff(), 'Description'), { description: '' }],
    ['the record state', without(anAsff(), 'RecordState'), { recordState: 'ACTIVE' }],
    ['the generator', without(anAsff(), 'GeneratorId'), { generatorId: '' }],
    ['the types', without(anAsff(), 'Types'), { types: [] }],
    [
      'the types, but not in FindingProviderFields',
      { ...without(anAsff(), 'Types'), FindingProviderFields: { Types: ['a/b'] } },
      { types: ['a/b'] },
    ],
    [
      'when it was first seen',
      without(aControlAsff(), 'FirstObservedAt', 'LastObservedAt'),
      { firstSeenAt: '2026-03-02T09:00:00.000Z', lastSeenAt: '2026-03-02T09:05:00.000Z' },
    ],
    [
      'every time',
      without(anAsff(), 'CreatedAt', 'UpdatedAt'),
      { createdAt: '1970-01-01T00:00:00.000Z', updatedAt: '1970-01-01T00:00:00.000Z' },
    ],
    [
      'the account, but not in the id',
      without(aControlAsff(), 'AwsAccountId'),
      { account: { id: '111122223333', name: 'shop-production' } },
    ],
  ])('%s, and the rest is read', (_, asff, expected) => {
    expect(read(asff)).toMatchObject(expected);
  });

  test('what it always leaves out leaves no empty part behind', () => {
    const finding = read(anAsff());
    for (const part of ['compliance', 'remediation', 'sourceUrl', 'note', 'headline']) expect(finding).not.toHaveProperty(part);
  });
});

describe('workflow', () => {
  test.each([
    ['NOTIFIED', { Workflow: { Status: 'NOTIFIED' }, WorkflowState: 'NEW' }],
    ['SUPPRESSED', { Workflow: { Status: 'SUPPRESSED' } }],
    ['RESOLVED', { Workflow: undefined, WorkflowState: 'RESOLVED' }],
    ['NOTIFIED', { Workflow: undefined, WorkflowState: 'IN_PROGRESS' }],
    ['NOTIFIED', { Workflow: undefined, WorkflowState: 'ASSIGNED' }],
    ['NOTIFIED', { Workflow: undefined, WorkflowState: 'DEFERRED' }],
    ['NOTIFIED', { Workflow: undefined, WorkflowState: 'NOTIFIED' }],
    ['NEW', { Workflow: { Status: 'CLOSED' }, WorkflowState: undefined }],
    ['NEW', { Workflow: 'RESOLVED', WorkflowState: undefined }],
  ])('is %s when the finding says %j', (workflow, fields) => {
    expect(read(anAsff(fields)).workflow).toBe(workflow);
  });
});

test.each<[string, Asff, Finding['severity']]>([
  ['a label', { Severity: { Label: 'LOW', Normalized: 90 } }, 'LOW'],
  ['a label in small letters', { Severity: { Label: ' high ' } }, 'HIGH'],
  ['0', { Severity: { Normalized: 0 } }, 'INFORMATIONAL'],
  ['1', { Severity: { Normalized: 1 } }, 'LOW'],
  ['39', { Severity: { Normalized: 39 } }, 'LOW'],
  ['40', { Severity: { Normalized: 40 } }, 'MEDIUM'],
  ['69', { Severity: { Normalized: 69 } }, 'MEDIUM'],
  ['70', { Severity: { Normalized: 70 } }, 'HIGH'],
  ['89', { Severity: { Normalized: 89 } }, 'HIGH'],
  ['90', { Severity: { Normalized: 90 } }, 'CRITICAL'],
  ['100', { Severity: { Normalized: 100 } }, 'CRITICAL'],
  ['a number as text', { Severity: { Normalized: '40' } }, 'MEDIUM'],
  ['no known label but a number', { Severity: { Label: 'SEVERE', Normalized: 70 } }, 'HIGH'],
  ['the provider’s label', { Severity: undefined, FindingProviderFields: { Severity: { Label: 'LOW' } } }, 'LOW'],
  ['the product’s own number', { Severity: { Product: 75 } }, 'HIGH'],
  ['a number out of range', { Severity: { Normalized: 101, Product: -1 } }, 'UNKNOWN'],
  ['nothing', { Severity: undefined }, 'UNKNOWN'],
  ['something else', { Severity: 'HIGH' }, 'UNKNOWN'],
])('a severity given as %s', (_, fields, severity) => {
  expect(read(anAsff(fields)).severity).toBe(severity);
});

test('GuardDuty counts to ten', () => {
  expect(read(aGuardDutyAsff({ Severity: { Product: 8 } })).severity).toBe('HIGH');
  expect(read(aGuardDutyAsff({ Severity: { Product: 2 } })).severity).toBe('LOW');
});

test('the five ways in which producers write a time are one moment, and finer decimals of an update stay', () => {
  const times = [
    '2026-03-02T09:05:00Z',
    '2026-03-02T09:05:00.000Z',
    '2026-03-02T09:05:00.000000Z',
    '2026-03-02T10:05:00.000000+01:00',
    '2026-03-02T09:05:00.000000000Z',
  ];
  for (const time of times) expect(read(anAsff({ UpdatedAt: time })).updatedAt).toBe('2026-03-02T09:05:00.000Z');
  expect(read(anAsff({ UpdatedAt: '2026-03-02T09:05:00.406869Z', CreatedAt: '2026-03-02T09:05:00.406869Z' }))).toMatchObject({
    updatedAt: '2026-03-02T09:05:00.406869Z',
    createdAt: '2026-03-02T09:05:00.406Z',
  });
});

test('a time that is none gives way to the next that says when', () => {
  expect(read(anAsff({ UpdatedAt: 'soon' })).updatedAt).toBe('2026-03-02T09:00:00.000Z');
  expect(read(anAsff({ UpdatedAt: '1812-12-24T00:00:00.5Z' })).updatedAt).toBe('2026-03-02T09:00:00.000Z');
  expect(read(anAsff({ UpdatedAt: 1_772_442_300 })).updatedAt).toBe('2026-03-02T09:00:00.000Z');
});
