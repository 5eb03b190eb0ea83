import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAsff } from '../../../src/domain/asff/parse-asff.ts';
import { cut, oneLine, paragraph } from '../../../src/domain/asff/text.ts';
import { Finding } from '../../../src/domain/finding.ts';
import { type Asff, aConfigAsff, aControlAsff, aHealthAsff, anAsff, anOldControlAsff, aPatchManagerAsff } from '../../fixtures/asff.ts';
import { aGuardDutyAsff, aMacieAsff, anAccessAnalyzerAsff, anInspectorAsff, aThirdPartyAsff } from '../../fixtures/asff-detections.ts';

const builders = [
  anAsff,
  aControlAsff,
  anOldControlAsff,
  aConfigAsff,
  aHealthAsff,
  aPatchManagerAsff,
  aGuardDutyAsff,
  anInspectorAsff,
  aMacieAsff,
  anAccessAnalyzerAsff,
  aThirdPartyAsff,
];
const fixture = fc.constantFrom(...builders).map((build) => build());

function expectWithinLimits(raw: unknown) {
  const parsed = parseAsff(raw);
  if ('unreadable' in parsed) {
    expect(parsed.unreadable).toMatch(/^[A-Z].*\.$/);
    return;
  }
  const { finding } = parsed;
  expect(Finding.parse(finding)).toEqual(finding);
  expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThanOrEqual(16 * 1024);
  expect(JSON.stringify({ ...finding, id: '', productArn: '' })).not.toMatch(/\\ud[89a-f][0-9a-f]{2}/i);
  expect(finding.facts.length).toBeLessThanOrEqual(8);
  for (const { value } of finding.facts) expect(Array.from(value).length).toBeLessThanOrEqual(200);
  expect(finding.resources.length).toBeGreaterThanOrEqual(1);
}

test('whatever arrives, reading it ends in an answer', () => {
  fc.assert(fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), expectWithinLimits), {
    numRuns: 300,
  });
});

/** Replaces the value at one path of a finding, chosen by the numbers, by something else. */
function mutated(value: unknown, path: readonly number[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const chosen = keys[step % Math.max(1, keys.length)];
  if (chosen === undefined) return by;
  const entries = Object.entries(value).map(([key, member]) => [key, key === chosen ? mutated(member, rest, by) : member] as const);
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

test('a real finding with anything at all in one place is read or refused with a reason', () => {
  const place = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fixture, place, fc.anything(), (asff, path, by) => expectWithinLimits(mutated(asff, path, by))),
    { numRuns: 400 },
  );
});

const wide = '𝕏'; // two units, four bytes
const narrowAndAwkward = '"\\\n\u2028é';
const enormous = fc.constantFrom(wide, narrowAndAwkward, 'x', '\ud800').map((piece) => piece.repeat(2_000));

/** Every text of a finding made enormous, identity aside. */
function inflated(value: unknown, text: string, key = ''): unknown {
  if (typeof value === 'string') return /^(Id|ProductArn|Region|.*Url)$/.test(key) ? value : `${value}${text}`;
  if (typeof value !== 'object' || value === null) return value;
  const grown = Object.entries(value).map(([name, member]) => [name, inflated(member, text, name)] as const);
  return Array.isArray(value) ? grown.map(([, member]) => member) : Object.fromEntries(grown);
}

const thirtyTwoTimes = (list: unknown): unknown =>
  Array.isArray(list) ? Array.from({ length: 32 }, (_, n) => list[n % list.length]) : list;

test('however much a producer writes, 16 KB of it are kept, and no character is cut in two', () => {
  fc.assert(
    fc.property(fixture, enormous, (asff, text) => {
      const { Resources, ...rest } = asff;
      expectWithinLimits(inflated({ ...rest, Resources: thirtyTwoTimes(Resources) }, text));
    }),
    { numRuns: 25 },
  );
});

test('the largest of everything at once still fits', () => {
  const text = wide.repeat(700);
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}${text}`, text]));
  const everything: Asff = {
    ...aControlAsff({ AwsAccountId: text, AwsAccountName: text, GeneratorId: text, Title: text, Description: text }),
    Id: 'i'.repeat(2046),
    ProductArn: `arn:aws:securityhub:eu-west-1::product/aws/${'p'.repeat(970)}`,
    ProductName: text,
    CompanyName: text,
    Region: text,
    Types: Array.from({ length: 50 }, () => text),
    Note: { Text: text, UpdatedBy: text, UpdatedAt: '2026-03-02T09:05:00Z' },
    SourceUrl: `https://example.com/${wide.repeat(450)}`,
    Remediation: { Recommendation: { Text: text, Url: `https://example.com/${wide.repeat(450)}` } },
    Resources: Array.from({ length: 32 }, (_, n) => ({ Id: `${n}${text}`, Type: text, Region: text, Tags: tags })),
    UserDefinedFields: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}${text}`, wide.repeat(300)])),
    Compliance: {
      Status: 'FAILED',
      SecurityControlId: text,
      AssociatedStandards: Array.from({ length: 30 }, (_, n) => ({ StandardsId: `standards/${n}${text}/v/1` })),
      RelatedRequirements: Array.from({ length: 32 }, (_, n) => `${n}${text}`),
      StatusReasons: Array.from({ length: 10 }, (_, n) => ({ Description: `${n}${text}` })),
    },
    Vulnerabilities: Array.from({ length: 10 }, (_, n) => ({
      Id: `${n}${text}`,
      VulnerablePackages: [{ Name: `${n}${text}`, Version: text }],
    })),
  };
  const custom = { ...everything, ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default' };
  for (const asff of [everything, custom]) {
    expect(parseAsff(asff)).toHaveProperty('finding');
    expectWithinLimits(asff);
  }
});

test('a finding nested as deep as a message can be is read', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
  expect(
    parseAsff(anAsff({ Details: deep, ProductFields: { a: deep }, Resources: [{ Id: 'x', Details: { Other: { a: deep } } }] })),
  ).toHaveProperty('finding');
});

test('text is cut by whole characters', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\u0000', 'é', '𝕏', '\ud835', '\udd4f'), maxLength: 60 }),
      fc.integer({ min: 1, max: 30 }),
      (text, max) => {
        for (const short of [oneLine(text, max), paragraph(text, max)]) {
          expect(Array.from(short).length).toBeLessThanOrEqual(max);
          expect(short).not.toMatch(/\p{Surrogate}/u);
        }
      },
    ),
  );
  expect(cut('ab𝕏cd', 4)).toBe('ab𝕏…');
  expect(cut('ab𝕏c', 4)).toBe('ab𝕏c');
});
