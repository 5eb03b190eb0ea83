import { expect, test } from 'vitest';
import { adoptedCard } from '../../../src/slack/views/adopted-card.ts';
import { answerMessage } from '../../../src/slack/views/answer.ts';
import { threadLine } from '../../../src/slack/views/thread-line.ts';
import { aFinding } from '../../fixtures/a-finding.ts';
import { violations } from '../limits.ts';

const said = (message: object) => JSON.stringify(message);

test('a channel is told once what was there before, the worst first, and how to list it', () => {
  const message = adoptedCard({ kind: 'adopted', card: 'c', counts: { LOW: 1200, CRITICAL: 3, MEDIUM: 0 } });

  expect(message.text).toBe('1203 findings were open before shub came; only changes will be posted.');
  expect(said(message)).toContain('🔴 3 CRITICAL · 🔵 1200 LOW');
  expect(said(message)).toContain('`/shub findings severity=critical`');
  expect(violations(message)).toEqual([]);
  expect(violations(adoptedCard({ kind: 'adopted', card: 'c', counts: {} }))).toEqual([]);
});

test('the thread says who did what and why', () => {
  expect(said(threadLine({ who: 'U0ANA', action: 'suppress', reason: 'test resource: honeypot' }))).toContain(
    '🔕 *Suppressed* by <@U0ANA> · “test resource: honeypot”',
  );
});

test('the thread says what did not work, in words', () => {
  const message = threadLine({ who: 'U0ANA', action: 'resolve', failed: 'Security Hub no longer has this finding.' });

  expect(said(message)).toContain('❌ *Resolving* for <@U0ANA> did not work · Security Hub no longer has this finding.');
  expect(message.text).toBe('Resolving did not work: Security Hub no longer has this finding.');
});

test('help names every command, what the buttons do and what each role adds', () => {
  const message = answerMessage({ kind: 'help' });

  for (const words of ['/shub findings', '/shub show', '/shub tickets', '/shub pause', '/shub resume', '/shub help'])
    expect(said(message)).toContain(`\`${words}`);
  expect(said(message)).toContain(
    '*viewer*: list and read findings and tickets\\n*responder*: what a viewer may, and press Acknowledge, Resolve, Snooze, Suppress, Re-open and Undo',
  );
  expect(said(message)).toMatch(/\*admin\*: what an approver may, and [^*]*pause and resume/);
  expect(violations(message)).toEqual([]);
});

test.each([
  [1, '1 open finding is CRITICAL. Alert it?'],
  [1204, '1,204 open findings are CRITICAL. Alert them all?'],
])('a sweep over %i findings asks first, and its button fits what Slack takes', (count, words) => {
  const message = answerMessage({ kind: 'sweep', scope: 'critical', count });
  expect(said(message)).toContain(words);
  expect(violations(message)).toEqual([]);
});

test('a finding with a card is shown with the buttons of its card, one without with its details only', () => {
  const finding = aFinding();
  const carded = answerMessage({ kind: 'finding', finding, card: 'c0ffee', actionVersion: 2, offers: ['acknowledge'] });
  const bare = answerMessage({ kind: 'finding', finding, verdict: { do: 'log', because: 'no route wants it' }, offers: ['acknowledge'] });

  expect(said(carded)).toContain('"action_id":"finding:acknowledge"');
  expect(said(carded)).toContain('"value":"c0ffee|2"');
  expect(said(bare)).not.toContain('finding:acknowledge');
  expect(said(bare)).toContain(`"value":"${finding.key}"`);
  expect(said(bare)).toContain('Last heard: no route in the policy wants it');
});

test('words that quote what someone typed cannot mention anyone', () => {
  const message = answerMessage({ kind: 'words', text: 'There is no `/shub <!channel>`. Did you mean `/shub findings`?' });

  expect(message.blocks).toMatchObject([
    { text: { text: 'There is no `/shub &lt;!channel&gt;`. Did you mean `/shub findings`?', verbatim: true } },
  ]);
  expect(violations(answerMessage({ kind: 'words', text: '' }))).toEqual([]);
});
