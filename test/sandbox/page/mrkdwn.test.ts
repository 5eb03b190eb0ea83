import { expect, test } from 'vitest';
import { parseMrkdwn, parseSpans } from '../../../src/sandbox/page/client/mrkdwn.ts';

test.each([
  ['bold', '*loud*', [{ kind: 'bold', spans: [{ kind: 'text', text: 'loud' }] }]],
  ['italic', '_soft_', [{ kind: 'italic', spans: [{ kind: 'text', text: 'soft' }] }]],
  ['struck out', '~gone~', [{ kind: 'strike', spans: [{ kind: 'text', text: 'gone' }] }]],
  ['code, in which nothing is formatted', '`a *b* &lt;c&gt;`', [{ kind: 'code', text: 'a *b* <c>' }]],
  ['bold around italic', '*_both_*', [{ kind: 'bold', spans: [{ kind: 'italic', spans: [{ kind: 'text', text: 'both' }] }] }]],
  [
    'a link with words',
    '<https://a.example/?x=1&amp;y=2|the console>',
    [{ kind: 'link', url: 'https://a.example/?x=1&y=2', label: 'the console' }],
  ],
  ['a link without words', '<https://a.example>', [{ kind: 'link', url: 'https://a.example', label: 'https://a.example' }]],
  ['a person', '<@UANA>', [{ kind: 'user', id: 'UANA', label: '' }]],
  ['a channel', '<#CSEC|sec-alerts>', [{ kind: 'channel', id: 'CSEC', label: 'sec-alerts' }]],
  ['a user group', '<!subteam^S1|@oncall>', [{ kind: 'group', id: 'S1', label: '@oncall' }]],
  ['everyone here', '<!here>', [{ kind: 'broadcast', name: 'here' }]],
  ['an emoji', ':bell:', [{ kind: 'emoji', code: 'bell' }]],
  [
    'a date',
    '<!date^1700000000^{date_short} at {time}|then>',
    [{ kind: 'date', unix: 1_700_000_000, pattern: '{date_short} at {time}', url: '', fallback: 'then' }],
  ],
])('%s is read', (_, source, spans) => {
  expect(parseSpans(source)).toEqual(spans);
});

test.each([
  ['a star inside a word', 'a*b*c'],
  ['underscores inside a name', 'my_bucket_name'],
  ['a star with blanks', '2 * 3 * 4'],
  ['an unknown emoji', ':nonesuch:'],
  ['a time', '12:30:45'],
  ['a lone backtick', 'a ` b'],
])('%s stays text', (_, source) => {
  expect(parseSpans(source)).toEqual([{ kind: 'text', text: source }]);
});

test('escaped markup is text, and never a mention', () => {
  expect(parseSpans('&lt;!channel&gt; &amp;lt;')).toEqual([{ kind: 'text', text: '<!channel> &lt;' }]);
});

test('a bare address becomes a link without the full stop after it, unless links are off', () => {
  expect(parseSpans('see https://a.example/x.')).toContainEqual({ kind: 'link', url: 'https://a.example/x', label: 'https://a.example/x' });
  expect(parseSpans('see https://a.example/x.', true)).toEqual([{ kind: 'text', text: 'see https://a.example/x.' }]);
});

test('quotes, code blocks and lines stand apart', () => {
  expect(parseMrkdwn('&gt; said\nplain\n```\nx = *1*\n```\nafter').map(({ kind }) => kind)).toEqual(['quote', 'line', 'pre', 'line']);
  expect(parseMrkdwn('```x = *1*```')).toEqual([{ kind: 'pre', text: 'x = *1*' }]);
  expect(parseMrkdwn('``` never closed')).toMatchObject([{ kind: 'line' }]);
});
