import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingConsoleUrl } from '../../src/domain/console-url.ts';
import { aFinding } from '../fixtures/a-finding.ts';

const searched = (url: string): string => {
  const query = new URLSearchParams(new URL(url).hash.replace(/^#\/findings\?/, ''));
  return decodeURIComponent(query.get('search') ?? '');
};

test('the link leads to the finding in the console of its region', () => {
  expect(findingConsoleUrl(aFinding({ id: 'arn:aws:guardduty:eu-west-1:1:detector/a/finding/b c', region: 'eu-west-1' }))).toBe(
    'https://eu-west-1.console.aws.amazon.com/securityhub/home?region=eu-west-1#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253Aarn%253Aaws%253Aguardduty%253Aeu-west-1%253A1%253Adetector%252Fa%252Ffinding%252Fb%2520c',
  );
});

test.each([
  ['aws-us-gov', 'us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
  ['aws-cn', 'cn-north-1', 'cn-north-1.console.amazonaws.cn'],
  ['aws', 'ap-southeast-12', 'ap-southeast-12.console.aws.amazon.com'],
])('in %s the console of %s is at %s', (partition, region, host) => {
  expect(new URL(findingConsoleUrl(aFinding({ partition, region }))).host).toBe(host);
});

test.each(['', 'evil.example/', 'evil.example#', 'us-east-1.evil.example', 'aws-global', 'US-EAST-1'])(
  'a producer that calls its region %j does not lead people elsewhere',
  (region) => {
    const url = new URL(findingConsoleUrl(aFinding({ region })));
    expect(url.origin).toBe('https://console.aws.amazon.com');
    expect(url.search).toBe('');
  },
);

test('the console, which decodes twice, searches for the very id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
      expect(searched(findingConsoleUrl(aFinding({ id })))).toBe(`Id=\\operator\\:EQUALS\\:${id}`);
    }),
  );
});

test('an id with half a surrogate pair still has a link', () => {
  expect(searched(findingConsoleUrl(aFinding({ id: 'a\ud800b' })))).toContain('a\ufffdb');
});
