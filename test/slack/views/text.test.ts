import { expect, test } from 'vitest';
import { foreignLink, link } from '../../../src/slack/views/links.ts';
import { code, date, formatted, person, plain, prose } from '../../../src/slack/views/text.ts';

test.each([
  ['the three characters of control sequences are escaped', 'a<b>&c', 'a&lt;b&gt;&amp;c'],
  ['what was escaped already is shown as it was written', '&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
  ['a name with underscores keeps them', 'my_role_name', 'my_role_name'],
  ['an underscore that would begin italics is replaced', '_x_', 'ˍxˍ'],
  ['asterisks, tildes and backticks become look-alikes', '*a* ~b~ `c`', '∗a∗ ∼b∼ ˋcˋ'],
  ['an emoji code stays text', ':fire: at 10:30', '꞉fire: at 10:30'],
  ['a quote stays text', '>> said', '›› said'],
  ['lines become one', 'a\r\nb\u2028c\td', 'a b c d'],
  ['what turns the direction of writing goes', 'abc\u202efed\u2066', 'abcfed'],
  ['what cannot be seen goes', 'a\u200bb\ufeffc\u00add\u{e0041}', 'abcd'],
  ['half a character becomes the replacement character', 'a\ud83d', 'a\ufffd'],
  ['stacked marks are thinned', `e${'\u0301'.repeat(40)}`, `e${'\u0301'.repeat(3)}`],
])('in prose %s', (_, from, to) => {
  expect(prose(from, 100)).toBe(to);
});

test('a long text is cut between characters, never inside one or inside an escape', () => {
  expect(prose('😀😀😀😀', 6)).toBe('😀😀…');
  expect(prose('a&b&c', 8)).toBe('a&amp;b…');
  expect(prose('exactly', 7)).toBe('exactly');
  expect(plain('words words', 7)).toBe('words…');
});

test('nothing breaks out of a code span, and an empty one shows a dash', () => {
  expect(code('a`b`<!here>', 50)).toBe("`a'b'&lt;!here&gt;`");
  expect(code('\u200b', 50)).toBe('`—`');
  expect(code('x'.repeat(50), 12)).toHaveLength(12);
});

test('only a Slack user id becomes a mention', () => {
  expect(person('U012ABCDEF')).toBe('<@U012ABCDEF>');
  expect(person('!channel')).toBe('`!channel`');
  expect(person('U1> <!here')).toBe('`U1&gt; &lt;!here`');
});

test('a time is told in the reader’s zone with UTC to fall back on', () => {
  expect(date('2026-03-02T09:00:00.000Z')).toBe('<!date^1772442000^{date_short_pretty} at {time}|2026-03-02 09:00 UTC>');
  expect(date('soon <!here>')).toBe('soon &lt;!here&gt;');
});

test.each([
  [
    'https://docs.aws.amazon.com/console/securityhub/EC2.19/remediation',
    '<https://docs.aws.amazon.com/console/securityhub/EC2.19/remediation|What to do>',
  ],
  [
    'https://eu-west-1.console.aws.amazon.com/guardduty/home?a=1&b=2',
    '<https://eu-west-1.console.aws.amazon.com/guardduty/home?a=1&amp;b=2|What to do>',
  ],
  ['https://console.amazonaws-us-gov.com/x', '<https://console.amazonaws-us-gov.com/x|What to do>'],
  ['https://cn-north-1.console.amazonaws.cn/x|y', '<https://cn-north-1.console.amazonaws.cn/x%7Cy|What to do>'],
  ['https://docs.aws.amazon.com.evil.example/x', 'What to do: `docs.aws.amazon.com.evil.example`'],
  ['https://docs.aws.amazon.com@evil.example/x', 'What to do: `evil.example`'],
  ['https://user:pass@docs.aws.amazon.com/x', 'What to do: `docs.aws.amazon.com`'],
  ['https://evilconsole.aws.amazon.com.example/', 'What to do: `evilconsole.aws.amazon.com.example`'],
  ['https://docs.aws.amazon.com:8443/x', 'What to do: `docs.aws.amazon.com:8443`'],
  ['https://docs.аws.amazon.com/x', 'What to do: `docs.xn--ws-6kc.amazon.com`'],
  ['javascript:alert(1)', undefined],
  ['slack://open', undefined],
  ['not an address', undefined],
])('an address in a finding, %s, is drawn as %s', (url, drawn) => {
  expect(foreignLink(url, 'What to do')).toBe(drawn);
});

test('an address too long to send whole is not cut but left out', () => {
  expect(link(`https://console.aws.amazon.com/${'x'.repeat(900)}`, 'Open')).toBe('Open');
});

test('sentences of ours keep their formatting and the person they name, and call nobody else', () => {
  expect(formatted('Try `/shub help`, *now*\nor ask <@U012ABCDEF> <!channel>', 200)).toBe(
    'Try `/shub help`, *now*\nor ask <@U012ABCDEF> &lt;!channel&gt;',
  );
});
