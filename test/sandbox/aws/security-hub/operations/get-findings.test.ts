import { GetFindingsCommand, type GetFindingsCommandInput, InvalidInputException } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aFinding, aHub } from '../a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

const ids = async (input: GetFindingsCommandInput = {}) =>
  (await hub.client.send(new GetFindingsCommand(input))).Findings?.map(({ Id }) => Id);
const three = () => ['c', 'a', 'b'].map((Id) => aFinding({ Id }));

test('a finding that a product sends can be searched for, with what the service adds to it', async () => {
  hub.emulator.imports(aFinding());

  const { Findings } = await hub.client.send(
    new GetFindingsCommand({ Filters: { SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' }] } }),
  );

  expect(Findings).toHaveLength(1);
  expect(Findings?.[0]).toMatchObject({
    Id: 'door-1',
    Region: 'eu-central-1',
    ProductName: 'Default',
    RecordState: 'ACTIVE',
    Workflow: { Status: 'NEW' },
  });
});

test('someone pages through everything exactly once, in the order asked for', async () => {
  hub.emulator.imports(...three());
  const SortCriteria: GetFindingsCommandInput['SortCriteria'] = [{ Field: 'Id', SortOrder: 'desc' }];

  const first = await hub.client.send(new GetFindingsCommand({ SortCriteria, MaxResults: 2 }));
  const second = await hub.client.send(new GetFindingsCommand({ SortCriteria, MaxResults: 2, NextToken: first.NextToken }));

  expect([first, second].map(({ Findings }) => Findings?.map(({ Id }) => Id))).toEqual([['c', 'b'], ['a']]);
  expect(second.NextToken).toBeUndefined();
});

test('a page asked for twice is the same page, though findings arrived in between', async () => {
  hub.emulator.imports(...three());
  const { NextToken } = await hub.client.send(new GetFindingsCommand({ MaxResults: 1 }));
  const once = await ids({ MaxResults: 1, NextToken });
  hub.emulator.imports(aFinding({ Id: 'later' }));

  expect(await ids({ MaxResults: 1, NextToken })).toEqual(once);
});

test.each([
  ['made up', { NextToken: 'bm90IGEgdG9rZW4=' }, 0],
  ['for another question', { Filters: { Id: [{ Value: 'a', Comparison: 'EQUALS' as const }] } }, 0],
  ['an hour old', {}, 3_600_000],
])('a token that is %s is refused', async (_, input, wait) => {
  hub.emulator.imports(...three());
  const { NextToken } = await hub.client.send(new GetFindingsCommand({ MaxResults: 1 }));
  await hub.clock.advance(wait);

  const asked = hub.client.send(new GetFindingsCommand({ MaxResults: 1, NextToken, ...input }));

  await expect(asked).rejects.toBeInstanceOf(InvalidInputException);
  await expect(asked).rejects.toThrow(/^Invalid NextToken in the input: data /);
});

test.each([
  ['Title', 'asc', ['low', 'high', 'none']],
  ['SeverityNormalized', 'desc', ['high', 'low', 'none']],
  ['UpdatedAt', 'asc', ['high', 'none', 'low']],
  ['Confidence', 'desc', ['low', 'high', 'none']],
] as const)('findings are sorted by %s %s, those without it last', async (Field, SortOrder, order) => {
  hub.emulator.imports(
    aFinding({ Id: 'none', Severity: {}, Title: 'z', UpdatedAt: '2026-03-01T09:00:00.199999999Z' }),
    aFinding({ Id: 'low', Severity: { Label: 'LOW' }, Title: 'a', UpdatedAt: '2026-03-01T09:00:00.2Z', Confidence: 9 }),
    // An hour east: the earliest, though its text sorts last.
    aFinding({ Id: 'high', Severity: { Label: 'HIGH' }, Title: 'b', UpdatedAt: '2026-03-01T09:30:00+01:00', Confidence: 8 }),
  );

  expect(await ids({ SortCriteria: [{ Field, SortOrder }] })).toEqual(order);
});

test.each([
  ['MaxResults over 100', { MaxResults: 101 }, 'Invalid MaxResults in the input: data should be <= 100'],
  ['MaxResults 0', { MaxResults: 0 }, 'Invalid MaxResults in the input: data should be >= 1'],
  [
    'an unknown sort field',
    { SortCriteria: [{ Field: 'Nonsense' }] },
    'Invalid SortCriteria in the input: data[0].Field should be the name of a filter attribute',
  ],
])('%s is refused', async (_, input, message) => {
  const asked = hub.client.send(new GetFindingsCommand(input));

  await expect(asked).rejects.toBeInstanceOf(InvalidInputException);
  await expect(asked).rejects.toThrow(message);
});
