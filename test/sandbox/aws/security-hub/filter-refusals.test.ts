import { type AwsSecurityFindingFilters, GetFindingsCommand, InvalidInputException } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHub, START } from './a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeAll(async () => {
  hub = await aHub();
});
afterAll(() => hub.stop());

const found = async (Filters: AwsSecurityFindingFilters) => (await hub.client.send(new GetFindingsCommand({ Filters }))).Findings;

const all20 = Array.from({ length: 20 }, (_, n) => ({ Value: `id-${n}`, Comparison: 'EQUALS' as const }));

test('20 values on one attribute are taken', async () => {
  expect(await found({ Id: all20 })).toEqual([]);
});

const eleven = [
  'Id',
  'Title',
  'Region',
  'ProductArn',
  'GeneratorId',
  'Description',
  'SourceUrl',
  'CompanyName',
  'ProductName',
  'RecordState',
  'NoteText',
];
const refusals: [string, AwsSecurityFindingFilters, string][] = [
  [
    'EQUALS with NOT_EQUALS',
    {
      Title: [
        { Value: 'a', Comparison: 'EQUALS' },
        { Value: 'b', Comparison: 'NOT_EQUALS' },
      ],
    },
    'data.Title should NOT combine EQUALS with NOT_EQUALS',
  ],
  [
    'EQUALS with PREFIX_NOT_EQUALS',
    {
      Title: [
        { Value: 'a', Comparison: 'EQUALS' },
        { Value: 'b', Comparison: 'PREFIX_NOT_EQUALS' },
      ],
    },
    'data.Title should NOT combine EQUALS with PREFIX_NOT_EQUALS',
  ],
  [
    'EQUALS with NOT_EQUALS on a map',
    {
      ResourceTags: [
        { Key: 'k', Value: 'a', Comparison: 'EQUALS' },
        { Key: 'k', Value: 'b', Comparison: 'NOT_EQUALS' },
      ],
    },
    'data.ResourceTags should NOT combine EQUALS with NOT_EQUALS',
  ],
  [
    'CONTAINS outside automation rules',
    { Title: [{ Value: 'Cloud', Comparison: 'CONTAINS' }] },
    'data.Title[0].Comparison should NOT be CONTAINS, which works only in automation rules',
  ],
  [
    'CONTAINS_WORD, which is V2’s',
    { Title: [{ Value: 'Cloud', Comparison: 'CONTAINS_WORD' }] },
    'data.Title[0].Comparison should be equal to one of the allowed values',
  ],
  ['no comparison', { Title: [{ Value: 'a' }] }, "data.Title[0] should have required property 'Comparison'"],
  ['an empty value', { Title: [{ Value: '', Comparison: 'EQUALS' }] }, 'data.Title[0].Value should match pattern'],
  ['21 values', { Id: [...all20, ...all20.slice(0, 1)] }, 'data.Id should NOT have more than 20 items'],
  ['11 attributes', Object.fromEntries(eleven.map((name) => [name, all20.slice(0, 1)])), 'data should NOT have more than 10 properties'],
  [
    'a start without an end',
    { UpdatedAt: [{ Start: START }] },
    "data.UpdatedAt[0] should have required properties 'Start' and 'End', or 'DateRange'",
  ],
  ['a date that is none', { UpdatedAt: [{ Start: 'yesterday', End: START }] }, 'data.UpdatedAt[0].Start should match format "date-time"'],
  [
    'a range beside a start',
    { UpdatedAt: [{ Start: START, End: START, DateRange: { Value: 1, Unit: 'DAYS' } }] },
    'data.UpdatedAt[0] should NOT have DateRange beside Start or End',
  ],
  ['a number without bounds', { Confidence: [{}] }, 'data.Confidence[0] should NOT have fewer than 1 properties'],
  ['a network that is none', { NetworkSourceIpV4: [{ Cidr: '10.0.0.0/99' }] }, 'data.NetworkSourceIpV4[0].Cidr should match format "cidr"'],
  ['an empty network', { NetworkSourceIpV4: [{ Cidr: '/8' }] }, 'data.NetworkSourceIpV4[0].Cidr should match format "cidr"'],
];
test.each(refusals)('a filter with %s is refused', async (_, filters, message) => {
  const asked = found(filters);

  await expect(asked).rejects.toBeInstanceOf(InvalidInputException);
  await expect(asked).rejects.toThrow(`Invalid Filters in the input: ${message}`);
});

test.each([
  [{ CreatedAt: [{ DateRange: { Value: '7', Unit: 'DAYS' } }] }, 'data.CreatedAt[0].DateRange.Value should be number'],
  [{ ComplianceStatus: 'FAILED' }, 'data.ComplianceStatus should be array'],
  [{ Nonsense: [] }, 'data should NOT have additional properties'],
])('what no SDK would type is refused on the wire: %j', async (Filters, message) => {
  expect(await hub.send('POST', '/findings', { Filters })).toEqual({
    status: 400,
    type: 'InvalidInputException',
    message: `Invalid Filters in the input: ${message}`,
  });
});
