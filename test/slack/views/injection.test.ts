import { expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import { aControlFinding } from '../../fixtures/a-finding.ts';
import { asSlackReads, calls } from './as-slack-reads.ts';
import { everySurface } from './every-surface.ts';

const ATTACKS = [
  '<!channel> MARK',
  '<!here|MARK>',
  '<!everyone>',
  '<@U0ATTACKER>',
  '<!subteam^S0ATTACKER|@oncall>',
  '<#C0ATTACKER|general>',
  '<https://evil.example/login|AWS console>',
  'https://evil.example/MARK',
  '<mailto:a@evil.example|MARK>',
  '<!date^0^{_}^https://evil.example|MARK>',
  '&lt;!channel&gt;',
  '`MARK` *MARK* `',
  '```MARK```',
  'x *MARK* x',
  'x _MARK_ x',
  'x ~MARK~ x',
  'x :MARK: x',
  '> MARK',
  'x\n> MARK\r\n*MARK*',
  'x\u2028MARK\u2029MARK\u0085MARK\u0000',
  '\u202eMARK\u202c \u2066MARK\u2069 \u061cMARK',
  '<\u200b!channel> MA\u200b\u2060\ufeffRK \u{e0041}\u{e007f} \u00ad\u3164\u2800',
  '*',
  '`',
  '<',
  '>',
  '&',
  '_',
  '|',
  '*_~`<@U0ATTACKER>`~_*',
];

/** Every text of the finding replaced by the attack; what is an enumeration or made by us stays. */
function poisoned(attack: string): Finding {
  const kept = new Set(['key', 'problem', 'severity', 'workflow', 'recordState', 'kind', 'status', 'contentHash']);
  const full = {
    ...aControlFinding({ note: { text: 'x', by: 'x', at: 'x' }, sourceUrl: 'x', sample: true, resourceCount: 2 }),
    remediation: { text: 'x', url: `https://evil.example/${attack}` },
  };
  return JSON.parse(JSON.stringify(full), (key, value) => (typeof value === 'string' && !kept.has(key) && key !== 'url' ? attack : value));
}

const LABELS = ['Open in Security Hub', 'What to do', 'Source', 'What AWS advises', 'Where it comes from', 'the one before'];
const OURS = [
  /^@U0ANA$/,
  /^!date\^\d+\^\{date_short_pretty\} at \{time\}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC$/,
  /^!date\^\d+\^\{date_short_pretty\}\|\d{4}-\d\d-\d\d$/,
  /^https:\/\/slack\.com\/archives\/C0123456789\/p1767000000000100\|(its card|Open|Open the card)$/,
  // The channel of a card, by the id that the policy has.
  /^#C0123456789$/,
  new RegExp(
    `^https://([a-z0-9-]+\\.)*(console\\.aws\\.amazon\\.com|docs\\.aws\\.amazon\\.com|shub\\.slack\\.com)/[^|]*\\|(${LABELS.join('|')})$`,
  ),
];
const hasLoneAsterisk = (line: string): boolean => line.split('*').length % 2 === 0 || line.includes('**');
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]|[^\P{Cc}\n]/u;

test.each(ATTACKS)('a finding made of %j says only what we say on every surface', (attack) => {
  for (const [surface, drawn] of Object.entries(everySurface(poisoned(attack), attack))) {
    const reading = asSlackReads(drawn);
    expect(
      calls(reading).filter((inside) => inside !== '#C0123456789'),
      surface,
    ).toEqual([]);
    expect(
      reading.controls.filter((inside) => !OURS.some((ours) => ours.test(inside))),
      surface,
    ).toEqual([]);
    expect(
      reading.strings.filter((text) => INVISIBLE.test(text)),
      surface,
    ).toEqual([]);
    expect(reading.prose, surface).not.toMatch(/([*_~`:])MARK\1/);
    expect(reading.prose.split('\n').filter(hasLoneAsterisk), `${surface}: bold left open`).toEqual([]);
    expect(reading.prose, `${surface}: a code span left open`).not.toContain('`');
    expect(reading.prose, `${surface}: an angle bracket left over`).not.toMatch(/[<>]/);
    expect(reading.prose, `${surface}: a quote`).not.toMatch(/^\s*&gt;/m);
    expect(JSON.stringify(drawn), `${surface}: auto-linking left on`).not.toMatch(/"type":"mrkdwn","text":"(?:[^"\\]|\\.)*"\}/);
  }
});

test('bold, code and dates of our own are still there on a card full of attacks', () => {
  const reading = asSlackReads(everySurface(poisoned('*`<@U0ATTACKER>'), '<!here>')['pressed card'] ?? {});

  expect(reading.controls).toContain('@U0ANA');
  expect(reading.codes[0]).toBe("*'&lt;@U0ATTACKER&gt;");
  expect(reading.prose).toMatch(/\*🔴 CRITICAL · SAMPLE · /);
});

test('the reader that judges them sees what Slack would act on', () => {
  const reading = asSlackReads({
    text: 'hi <!channel> <@U1>',
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '`a` <https://b|c> *d*' } }],
  });

  expect(reading.controls).toEqual(['!channel', '@U1', 'https://b|c']);
  expect(calls(reading)).toEqual(['!channel']);
  expect(reading.codes).toEqual(['a']);
  expect(reading.prose).toContain('*d*');
});
