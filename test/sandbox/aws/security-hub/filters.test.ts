import { type AwsSecurityFindingFilters, AwsSecurityFindingFilters$, GetFindingsCommand } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADDRESSES,
  BOOLEANS,
  DATES,
  KEYWORDS,
  MAPS,
  NUMBERS,
  STRINGS,
  UNMAPPED,
} from '../../../../src/sandbox/aws/security-hub/filters/attributes.ts';
import { filtersSchema } from '../../../../src/sandbox/aws/security-hub/filters/filters.ts';
import { aControlFinding, aFinding, aHub } from './a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeAll(async () => {
  hub = await aHub();
  hub.emulator.imports(
    aFinding({
      Id: 'front',
      Title: 'CloudFront is open',
      Confidence: 40,
      UpdatedAt: '2026-03-01T09:00:00Z',
      UserDefinedFields: { team: 'red' },
      Network: { SourceIpV4: '10.1.2.3', SourceIpV6: '2001:db8::7', SourcePort: 22 },
      Resources: [
        { Type: 'AwsIamPolicy', Id: 'p', Tags: { stage: 'prod', owner: 'ana' } },
        { Type: 'AwsEc2Vpc', Id: 'v' },
      ],
    }),
    aFinding({
      Id: 'watch',
      Title: 'CloudWatch is silent',
      Confidence: 80,
      UpdatedAt: '2026-02-20T09:00:00Z',
      Sample: true,
      Note: { Text: 'Ask Vic', UpdatedBy: 'ana', UpdatedAt: '2026-02-20T09:00:00Z' },
      Network: { SourceIpV4: '192.168.0.9' },
      Resources: [{ Type: 'AwsIamUser', Id: 'u', Tags: { stage: 'test' } }],
    }),
    aControlFinding('FAILED', {
      Id: 'control',
      Title: 'EC2 has a hole',
      UpdatedAt: '2026-03-02T09:00:00Z',
      Resources: [{ Type: 'AwsEc2Vpc', Id: 'w' }],
    }),
  );
});
afterAll(() => hub.stop());

const found = async (Filters: AwsSecurityFindingFilters) =>
  (await hub.client.send(new GetFindingsCommand({ Filters, SortCriteria: [{ Field: 'Title', SortOrder: 'asc' }] }))).Findings?.map(
    ({ Id }) => Id,
  );

const cases: [string, AwsSecurityFindingFilters, string[]][] = [
  ['nothing asked finds all', {}, ['front', 'watch', 'control']],
  ['EQUALS is case-sensitive', { Title: [{ Value: 'cloudfront is open', Comparison: 'EQUALS' }] }, []],
  [
    'two EQUALS are joined by OR',
    {
      Id: [
        { Value: 'front', Comparison: 'EQUALS' },
        { Value: 'watch', Comparison: 'EQUALS' },
      ],
    },
    ['front', 'watch'],
  ],
  [
    'EQUALS and PREFIX are joined by OR',
    {
      Title: [
        { Value: 'CloudF', Comparison: 'PREFIX' },
        { Value: 'EC2 has a hole', Comparison: 'EQUALS' },
      ],
    },
    ['front', 'control'],
  ],
  [
    'two NOT_EQUALS are joined by AND',
    {
      Id: [
        { Value: 'front', Comparison: 'NOT_EQUALS' },
        { Value: 'watch', Comparison: 'NOT_EQUALS' },
      ],
    },
    ['control'],
  ],
  ['PREFIX_NOT_EQUALS excludes', { Title: [{ Value: 'Cloud', Comparison: 'PREFIX_NOT_EQUALS' }] }, ['control']],
  [
    'PREFIX finds first, NOT_EQUALS excludes from that',
    {
      ResourceType: [
        { Value: 'AwsIam', Comparison: 'PREFIX' },
        { Value: 'AwsIamPolicy', Comparison: 'NOT_EQUALS' },
      ],
    },
    ['watch'],
  ],
  [
    'any of several resources is enough to be found',
    { ResourceType: [{ Value: 'AwsEc2Vpc', Comparison: 'EQUALS' }] },
    ['front', 'control'],
  ],
  ['what a finding does not have is not found', { ComplianceStatus: [{ Value: 'FAILED', Comparison: 'EQUALS' }] }, ['control']],
  [
    'what a finding does not have cannot exclude it',
    { ComplianceStatus: [{ Value: 'FAILED', Comparison: 'NOT_EQUALS' }] },
    ['front', 'watch'],
  ],
  [
    'attributes are joined by AND',
    { Type: [{ Value: 'Effects', Comparison: 'PREFIX' }], NoteText: [{ Value: 'Ask Vic', Comparison: 'EQUALS' }] },
    ['watch'],
  ],
  ['a number in bounds', { Confidence: [{ Gte: 40, Lt: 80 }] }, ['front']],
  ['a number outside', { Confidence: [{ Gt: 40, Lte: 80 }] }, ['watch']],
  ['a number or another', { Confidence: [{ Eq: 40 }, { Eq: 80 }] }, ['front', 'watch']],
  ['a date between two', { UpdatedAt: [{ Start: '2026-03-01T10:00:00+01:00', End: '2026-03-01T09:00:00Z' }] }, ['front']],
  ['a date within days', { UpdatedAt: [{ DateRange: { Value: 1, Unit: 'DAYS' } }] }, ['front', 'control']],
  ['a date older than days', { UpdatedAt: [{ DateRange: { Value: 7, Unit: 'DAYS', Comparison: 'OLDER_THAN' } }] }, ['watch']],
  ['a tag', { ResourceTags: [{ Key: 'stage', Value: 'prod', Comparison: 'EQUALS' }] }, ['front']],
  ['a tag that is not', { ResourceTags: [{ Key: 'stage', Value: 'prod', Comparison: 'NOT_EQUALS' }] }, ['watch', 'control']],
  ['one tag’s value under another’s name', { ResourceTags: [{ Key: 'owner', Value: 'prod', Comparison: 'EQUALS' }] }, []],
  ['a user’s own field', { UserDefinedFields: [{ Key: 'team', Value: 'red', Comparison: 'EQUALS' }] }, ['front']],
  ['an address in a network', { NetworkSourceIpV4: [{ Cidr: '10.1.0.0/16' }, { Cidr: '10.9.0.0/16' }] }, ['front']],
  ['an address by itself', { NetworkSourceIpV4: [{ Cidr: '192.168.0.9' }] }, ['watch']],
  ['an IPv6 address in a network', { NetworkSourceIpV6: [{ Cidr: '2001:db8::/64' }] }, ['front']],
  ['a sample finding', { Sample: [{ Value: true }] }, ['watch']],
  ['a word anywhere, whatever its case', { Keyword: [{ Value: 'ask vic' }] }, ['watch']],
];
test.each(cases)('%s', async (_, filters, expected) => {
  expect(await found(filters)).toEqual(expected);
});

describe('the attributes of the API model', () => {
  const mapped = [STRINGS, NUMBERS, DATES, MAPS, ADDRESSES, BOOLEANS, KEYWORDS].flatMap((paths) => Object.keys(paths));
  const [, , , , members] = AwsSecurityFindingFilters$;

  test('are all mapped, or known not to be', () => {
    expect([...mapped, ...UNMAPPED].sort()).toEqual([...members].sort());
  });

  test.each(UNMAPPED)('%s is refused by name', async (name) => {
    expect(await hub.send('POST', '/findings', { Filters: { [name]: [{ Value: 'x', Comparison: 'EQUALS' }] } })).toEqual({
      status: 501,
      type: 'UnsupportedByEmulator',
      message: `The filter ${name} is not supported by this emulator`,
    });
  });
});

describe('in automation rules', () => {
  const rules = filtersSchema({ automation: true });
  const matching = (title: string, ...Title: { Value: string; Comparison: string }[]) => rules.parse({ Title })({ Title: title }, 0);

  test.each([
    [['CONTAINS', 'Front'], ['CONTAINS', 'Watch'], 'CloudWatch', true],
    [['CONTAINS', 'Front'], ['CONTAINS', 'Trail'], 'CloudWatch', false],
    [['NOT_CONTAINS', 'Front'], ['NOT_CONTAINS', 'Watch'], 'CloudWatch', false],
    [['NOT_CONTAINS', 'Front'], ['NOT_CONTAINS', 'Trail'], 'CloudWatch', true],
  ])('%s and %s on %s: %s', (one, other, title, expected) => {
    const conditions = [one, other].map(([Comparison = '', Value = '']) => ({ Comparison, Value }));
    expect(matching(title, ...conditions)).toBe(expected);
  });

  test.each(['EQUALS', 'PREFIX', 'NOT_EQUALS', 'NOT_CONTAINS'])('CONTAINS does not go with %s', (Comparison) => {
    expect(
      rules.safeParse({
        Title: [
          { Value: 'a', Comparison: 'CONTAINS' },
          { Value: 'b', Comparison },
        ],
      }).success,
    ).toBe(false);
  });
});
