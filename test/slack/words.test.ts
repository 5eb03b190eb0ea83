import { expect, test } from 'vitest';
import { UserFacingError } from '../../src/domain/refusal.ts';
import { inWords } from '../../src/slack/words.ts';
import { memoryLog } from '../support/memory.ts';

const say = (error: unknown) => {
  const log = memoryLog();
  return { words: inWords(error, { who: 'U0ANA' }, { log, token: () => 'feedfacefeedface' }), log };
};

test('a refusal is said as it stands, and logged with what it hides', () => {
  const { words, log } = say(new UserFacingError('already_done', 'This is resolved already.', { cause: new Error('version 7') }));

  expect(words).toBe('This is resolved already.');
  expect(log.lines).toEqual([
    { level: 'info', event: 'request refused', facts: { who: 'U0ANA', code: 'already_done', because: words, cause: 'Error: version 7' } },
  ]);
  expect(log.counts.size).toBe(0);
});

test('of a failure of ours the person sees a reference, and the log line that it names says the rest', () => {
  const { words, log } = say(new TypeError('fetch failed'));

  expect(words).toContain('give your shub administrator the reference `feedface`');
  expect(words).not.toContain('fetch failed');
  expect(log.lines).toMatchObject([{ level: 'error', facts: { who: 'U0ANA', reference: 'feedface', error: 'TypeError: fetch failed' } }]);
  expect(log.counts.get('SlackRequestsFailed')).toBe(1);
});

test.each([
  'xoxb-1234-5678-abcDEF',
  'xoxe.xoxp-1-abc',
  'https://hooks.slack.com/commands/T0/1/secret',
  'https://hooks.slack-gov.com/actions/T0/1/secret',
])('a message that quotes %s is logged without it', (secret) => {
  expect(JSON.stringify(say(new Error(`could not use ${secret} now`)).log.lines)).not.toContain(secret);
});

test.each([['a string'], [undefined], [null], [{ token: 'xoxb-1' }]])('whatever is thrown (%j) is logged by its kind alone', (thrown) => {
  expect(say(thrown).log.lines).toMatchObject([{ facts: { error: thrown === null ? 'object' : typeof thrown } }]);
});
