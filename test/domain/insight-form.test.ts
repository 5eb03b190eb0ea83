import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CommonAttribute, type InsightForm, insightFormOf, OPTIONS, readInsightForm } from '../../src/domain/insight-form.ts';
import { isManaged, MANAGED_INSIGHTS } from '../../src/domain/managed-insights.ts';

const aForm = (part: Partial<InsightForm> = {}): InsightForm => ({ name: 'Mine', groupBy: 'SeverityLabel', chosen: {}, json: '', ...part });

const chosen: fc.Arbitrary<InsightForm['chosen']> = fc.dictionary(
  fc.constantFrom(...CommonAttribute.options),
  fc.uniqueArray(
    fc.oneof(fc.constantFrom('EC2.8', 'eu-west-1', 'Aws*', '111122223333', '1111*'), fc.stringMatching(/^[A-Za-z0-9.-]{1,12}\*?$/)),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
);

test('what a form asks for is filled in again just so when it is to be changed', () => {
  const theSame = fc.property(chosen, fc.boolean(), (typed, more) => {
    const sayable = Object.fromEntries(
      CommonAttribute.options.flatMap((attribute) => {
        const values =
          OPTIONS[attribute]?.slice(0, typed[attribute]?.length) ?? (attribute === 'AwsAccountId' ? ['111122223333'] : typed[attribute]);
        return typed[attribute] && values ? [[attribute, values]] : [];
      }),
    );
    const json = more ? JSON.stringify({ Title: [{ Value: 'a', Comparison: 'PREFIX' }] }, null, 1) : '';
    const form = aForm({ chosen: sayable, json });
    const read = readInsightForm(form);
    expect('draft' in read && insightFormOf(read.draft)).toEqual(form);
  });
  fc.assert(theSame);
});

test('what the fields cannot say goes into the JSON, and nothing of it is lost', () => {
  const draft = {
    name: 'Mine',
    groupBy: 'ResourceId',
    filters: {
      SeverityLabel: [{ Value: 'HIGH', Comparison: 'NOT_EQUALS' }],
      ProductName: [{ Value: 'Prowler', Comparison: 'EQUALS' }],
      Region: [{ Value: 'eu-', Comparison: 'PREFIX' }],
      UpdatedAt: [{ DateRange: { Value: 7, Unit: 'DAYS' } }],
    },
  };
  const form = insightFormOf(draft);
  expect(form.chosen).toEqual({ Region: ['eu-*'] });
  expect(Object.keys(JSON.parse(form.json))).toEqual(['SeverityLabel', 'ProductName', 'UpdatedAt']);
  expect(readInsightForm(form)).toEqual({ draft });
});

const conditions = (count: number) => Array.from({ length: count }, (_, i) => ({ Value: `v${i}`, Comparison: 'EQUALS' }));

test.each<[string, Partial<InsightForm>, keyof InsightForm | string, RegExp]>([
  ['a name of two letters', { name: ' ab ' }, 'name', /three characters/],
  ['what is no JSON', { json: 'severity high' }, 'json', /not JSON/],
  ['JSON that is no filters', { json: '{"SeverityLabel": "HIGH"}' }, 'json', /not JSON of the form/],
  [
    'a misspelt attribute, which would be dropped and count everything',
    { json: '{"SeverityLable":[{}]}' },
    'json',
    /Did you mean SeverityLabel\?/,
  ],
  ['an attribute twice', { chosen: { Region: ['eu-west-1'] }, json: '{"Region":[{}]}' }, 'json', /in one of the two/],
  ['an account that is none', { chosen: { AwsAccountId: ['prod'] } }, 'AwsAccountId', /12 digits/],
  ['21 values', { json: JSON.stringify({ Title: conditions(21) }) }, 'json', /21 values/],
  ['21 regions', { chosen: { Region: conditions(21).map(({ Value }) => Value) } }, 'Region', /21 values/],
  [
    '11 attributes',
    {
      json: JSON.stringify(
        Object.fromEntries(
          ['Id', 'Title', 'Type', 'Keyword', 'Region', 'ResourceId', 'ResourceType', 'SourceUrl', 'NoteText', 'MalwareName', 'Sample'].map(
            (name) => [name, [{}]],
          ),
        ),
      ),
    },
    'json',
    /takes 10/,
  ],
  [
    'more than Slack brings back',
    { json: JSON.stringify({ Title: [{ Value: 'x'.repeat(2_400), Comparison: 'EQUALS' }] }) },
    'json',
    /too long/,
  ],
])('%s is refused at its field', (_, part, field, words) => {
  const read = readInsightForm(aForm(part));
  expect('wrong' in read && Object.keys(read.wrong)).toEqual([field]);
  expect(JSON.stringify(read)).toMatch(words);
});

test('each managed insight has a name of its own that fits a menu', () => {
  expect(MANAGED_INSIGHTS).toHaveLength(35);
  expect(new Set(MANAGED_INSIGHTS.map(({ name }) => name)).size).toBe(35);
  for (const { arn, name } of MANAGED_INSIGHTS) {
    expect(isManaged(arn)).toBe(true);
    expect(name.length).toBeLessThanOrEqual(75);
  }
  expect(isManaged('arn:aws:securityhub:eu-west-1:111122223333:insight/111122223333/custom/1')).toBe(false);
});
