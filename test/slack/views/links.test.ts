import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foreignLink, link, meantForWords } from '../../../src/slack/views/links.ts';

/** AWS's documentation and consoles (https://docs.aws.amazon.com/general/latest/gr/console-url.html), and where they begin. */
const AWS_HOSTS = [
  'docs.aws.amazon.com',
  'docs.amazonaws.cn',
  'aws.amazon.com',
  'phd.aws.amazon.com',
  'health.aws.amazon.com',
  'console.aws.amazon.com',
  'us-east-1.console.aws.amazon.com',
  'console.amazonaws-us-gov.com',
  'us-gov-west-1.console.amazonaws-us-gov.com',
  'console.amazonaws.cn',
  'cn-north-1.console.amazonaws.cn',
];

test.each(AWS_HOSTS)('an address at %s that came with a finding is a link', (host) => {
  expect(foreignLink(`https://${host}/x`, 'What to do')).toBe(`<https://${host}/x|What to do>`);
  expect(foreignLink(`http://${host}/x`, 'What to do')).toBe(`<http://${host}/x|What to do>`);
});

const LOOKALIKES = AWS_HOSTS.flatMap((host) => [
  `https://${host}.evil.example/x`,
  `https://evil.example/${host}`,
  `https://${host.replace('.', '-')}/x`,
  // Whatever stands before a console belongs to AWS, if a dot stands between them.
  ...(/^[a-z]+-.*\.console/.test(host) ? [] : [`https://evil-${host}/x`]),
]);

test.each(LOOKALIKES)('%s only looks like one, and shows where it leads', (url) => {
  expect(foreignLink(url, 'What to do')).toBe(`What to do: \`${new URL(url).host}\``);
});

test.each([
  ['only a name', 'https://user@docs.aws.amazon.com/x', 'docs.aws.amazon.com'],
  ['only a password', 'https://:pass@docs.aws.amazon.com/x', 'docs.aws.amazon.com'],
  ['a port', 'https://docs.aws.amazon.com:8443/x', 'docs.aws.amazon.com:8443'],
  ['a subdomain of what has none', 'https://evil.docs.aws.amazon.com/x', 'evil.docs.aws.amazon.com'],
])('an address with %s is no link', (_, url, host) => {
  expect(foreignLink(url, 'What to do')).toBe(`What to do: \`${host}\``);
});

test.each(['ftp://docs.aws.amazon.com/x', 'javascript:alert(1)', 'slack://open', 'data:text/html,x', 'not an address', '', 'https://'])(
  'what is no web address ("%s") is nothing in a finding, and just its label where we made it',
  (url) => {
    expect(foreignLink(url, 'What to do')).toBeUndefined();
    expect(link(url, 'What to do')).toBe('What to do');
  },
);

test('a label is harmless in a link, beside a host, and without either', () => {
  expect(link('https://aws.amazon.com/', '<!here> *x*')).toBe('<https://aws.amazon.com/|&lt;!here&gt; ∗x∗>');
  expect(foreignLink('https://evil.example/', '<!here> *x*')).toBe('&lt;!here&gt; ∗x∗: `evil.example`');
  expect(link('nowhere', '<!here>')).toBe('&lt;!here&gt;');
});

test('a label is cut after 80 characters, a host after 120', () => {
  expect(link('https://aws.amazon.com/', 'x'.repeat(100))).toBe(`<https://aws.amazon.com/|${'x'.repeat(79)}…>`);
  const [words = '', host = ''] = (foreignLink(`https://${`${'y'.repeat(50)}.`.repeat(4)}example/`, 'x'.repeat(100)) ?? '').split(': ');
  expect(words).toHaveLength(80);
  expect(host).toHaveLength(120);
});

const PREFIX = 'https://console.aws.amazon.com/';

test('the longest address that is sent has 880 characters as it is sent', () => {
  const longest = `${PREFIX}${'x'.repeat(880 - PREFIX.length)}`;
  expect(link(longest, 'Open')).toBe(`<${longest}|Open>`);
  expect(link(`${longest}x`, 'Open')).toBe('Open');
  const escaped = `${PREFIX}${'&'.repeat((885 - PREFIX.length) / 5)}`;
  expect(escaped.length).toBeLessThan(880);
  expect(link(escaped, 'Open')).toBe('Open');
});

test('whatever the address, nothing of it ends the link before its end, and every separator is written out', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, extra) => {
      const drawn = link(`${url}${extra}`, 'Open');
      if (drawn === 'Open') return;
      expect(drawn).toMatch(/^<https?:\/\/[^|<>]*\|Open>$/);
      expect(drawn.replaceAll('&amp;', '')).not.toContain('&');
    }),
  );
  expect(link(`${PREFIX}a|b|c?d&e&f`, 'Open')).toBe(`<${PREFIX}a%7Cb%7Cc?d&amp;e&amp;f|Open>`);
});

test.each([
  ['C0ALERTS', '<#C0ALERTS>'],
  ['G0PRIVATE', '<#G0PRIVATE>'],
  ['C01', '<#C01>'],
  [`C${'0'.repeat(20)}`, `<#C${'0'.repeat(20)}>`],
  ['C0', '`C0`'],
  [`C${'0'.repeat(21)}`, `\`C${'0'.repeat(21)}\``],
  ['D0DIRECT', '`D0DIRECT`'],
  ['xC0ALERTS', '`xC0ALERTS`'],
  ['C0ALERTS>', '`C0ALERTS&gt;`'],
  ['c0alerts', '`c0alerts`'],
])('where a message was meant for, %s, is said as %s', (channel, words) => {
  expect(meantForWords(channel)).toBe(`↪️ meant for ${words}, which takes no messages now`);
});
