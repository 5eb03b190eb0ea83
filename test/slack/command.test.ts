import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserFacingError } from '../../src/domain/refusal.ts';
import { type Command, parseCommand } from '../../src/slack/command.ts';

const HERE = 'C0123456789';
const parse = (text: string, channel = HERE) => parseCommand({ text, command: '/shub', channel });

function refusalOf(text: string, channel = HERE): string {
  try {
    return `read as ${JSON.stringify(parse(text, channel))}`;
  } catch (error) {
    if (error instanceof UserFacingError) return error.message;
    throw error;
  }
}

const findings = (query: Extract<Command, { name: 'findings' }>['args']['query']): Command => ({ name: 'findings', args: { query } });

test.each<[string, Command]>([
  ['', { name: 'help', args: {} }],
  ['   ', { name: 'help', args: {} }],
  ['help', { name: 'help', args: {} }],
  ['HELP me', { name: 'help', args: {} }],
  ['findings', findings({})],
  ['Findings severity=high', findings({ severity: ['HIGH'] })],
  ['findings severity=high,critical', findings({ severity: ['HIGH', 'CRITICAL'] })],
  ['findings Severity = High, Critical', findings({ severity: ['HIGH', 'CRITICAL'] })],
  ['findings status=new,notified', findings({ status: ['NEW', 'NOTIFIED'] })],
  ['findings product=GuardDuty', findings({ product: 'guardduty' })],
  ['findings account=123456789012', findings({ account: '123456789012' })],
  ['findings account=1234-5678-9012', findings({ account: '123456789012' })],
  ['findings region=EU-West-1 control=ec2.19', findings({ region: 'eu-west-1', control: 'EC2.19' })],
  ['findings region=us-gov-west-1 control=cloudtrail.5', findings({ region: 'us-gov-west-1', control: 'CloudTrail.5' })],
  [
    'findings severity=LOW status=Suppressed product=security-hub account=000000000001',
    findings({ severity: ['LOW'], status: ['SUPPRESSED'], product: 'security-hub', account: '000000000001' }),
  ],
  [
    'show arn:aws:securityhub:eu-west-1:111122223333:finding/1',
    { name: 'show', args: { id: 'arn:aws:securityhub:eu-west-1:111122223333:finding/1' } },
  ],
  ['show `arn:aws:x`', { name: 'show', args: { id: 'arn:aws:x' } }],
  ['pause', { name: 'pause', args: { scope: HERE } }],
  ['pause all', { name: 'pause', args: { scope: 'all' } }],
  ['resume ALL', { name: 'resume', args: { scope: 'all' } }],
  ['pause <#C0AAAAAAAAA|alerts>', { name: 'pause', args: { scope: 'C0AAAAAAAAA' } }],
  ['resume <#C0AAAAAAAAA>', { name: 'resume', args: { scope: 'C0AAAAAAAAA' } }],
  ['resume C0AAAAAAAAA', { name: 'resume', args: { scope: 'C0AAAAAAAAA' } }],
])('`/shub %s` is understood', (text, command) => {
  expect(parse(text)).toEqual(command);
});

test.each<[string, string]>([
  ['fidnings', 'There is no `/shub fidnings`. Did you mean `/shub findings`?'],
  ['finding severity=high', 'There is no `/shub finding`. Did you mean `/shub findings`?'],
  ['puase', 'There is no `/shub puase`. Did you mean `/shub pause`?'],
  ['xyzzy', 'There is no `/shub xyzzy`. `/shub help` shows what there is.'],
  ['__proto__', 'There is no `/shub __proto__`. `/shub help` shows what there is.'],
  ['constructor', 'There is no `/shub constructor`. `/shub help` shows what there is.'],
  ['`rm`', "There is no `/shub 'rm'`. `/shub help` shows what there is."],
  ['findings severty=high', '`/shub findings` does not know `severty=high`. Did you mean `/shub findings severity=high`?'],
  ['findings critical', '`/shub findings` does not know `critical`. Did you mean `/shub findings severity=critical`?'],
  ['findings guardduty', '`/shub findings` does not know `guardduty`. Did you mean `/shub findings product=guardduty`?'],
  ['findings 123456789012', '`/shub findings` does not know `123456789012`. Did you mean `/shub findings account=123456789012`?'],
  [
    'findings colour=red',
    '`/shub findings` does not know `colour=red`. What can be said: `severity=`, `status=`, `product=`, `account=`, `region=`, `control=`.',
  ],
  [
    'findings severity=hgih',
    'There is no severity `hgih`. Did you mean `high`? Allowed: critical, high, unknown, medium, low, informational.',
  ],
  ['findings severity=high,', 'There is no severity `—`. Allowed: critical, high, unknown, medium, low, informational.'],
  ['findings status=open', 'There is no status `open`. Allowed: new, notified, resolved, suppressed.'],
  ['findings severity=', '`severity` needs a value: `/shub findings severity=…`.'],
  ['findings severity=low severity=high', '`severity` is there twice. Several values go together: `severity=one,two`.'],
  ['findings EC2.19', '`/shub findings` does not know `EC2.19`. Did you mean `/shub findings control=EC2.19`?'],
  ['findings eu-west-1', '`/shub findings` does not know `eu-west-1`. Did you mean `/shub findings region=eu-west-1`?'],
  ['findings region=ireland', 'A region is written as `region=eu-west-1`.'],
  ['findings control=ec2', 'A control is written as `control=EC2.19`.'],
  ['findings account=1234', 'An account is its 12 digits, such as `account=123456789012`.'],
  ['show', 'Which finding? Write its id: `/shub show arn:aws:securityhub:…`.'],
  ['show a b', 'One finding at a time: `/shub show a`.'],
  [`show ${'x'.repeat(513)}`, 'That is longer than the id of a finding can be (512 characters).'],
  [
    'pause #alerts',
    'I cannot tell which channel `#alerts` is. Pick it from the list that Slack offers after `#`, write its id (`C…`), or type `/shub pause` in it.',
  ],
  [
    'pause compliance',
    'I cannot tell which channel `compliance` is. Pick it from the list that Slack offers after `#`, write its id (`C…`), or type `/shub pause` in it.',
  ],
  ['pause C0AAAAAAAAA C0BBBBBBBBB', 'One channel at a time: `/shub pause #channel`, or `/shub pause all`.'],
  ['x'.repeat(2001), 'That is too long to be a command.'],
])('`/shub %s` is refused with the nearest right form', (text, words) => {
  expect(refusalOf(text)).toBe(words);
});

test('several wrong values are all named at once', () => {
  expect(refusalOf('findings severity=red status=blue').split('\n')).toHaveLength(2);
});

test('in a direct message a pause has to say what it means', () => {
  expect(refusalOf('pause', 'D0123456789')).toBe('Which channel? `/shub pause #channel`, or `/shub pause all` for every channel.');
});

test('a second stage speaks of its own command', () => {
  expect(() => parseCommand({ text: 'fidnings', command: '/shub-staging', channel: HERE })).toThrow(
    'Did you mean `/shub-staging findings`?',
  );
});

test('whatever is typed is understood or refused in words, and its backticks end no quotation', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('findings', 'show', 'pause', 'severity=', '=', ',', '`', '<#C', '<!channel>'),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const said = refusalOf(words.join(' '));
      return said.startsWith('read as ') || (said.length < 1500 && (said.match(/`/g)?.length ?? 0) % 2 === 0);
    }),
    { numRuns: 500 },
  );
});
