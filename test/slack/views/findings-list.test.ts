import { expect, test } from 'vitest';
import { answerMessage } from '../../../src/slack/views/answer.ts';
import { PageTurn } from '../../../src/slack/views/findings-list.ts';
import { aControlFinding, aFinding } from '../../fixtures/a-finding.ts';
import { violations } from '../limits.ts';

const query = { severity: ['CRITICAL', 'HIGH'], status: ['NEW'], product: 'guardduty', account: '111122223333' } as const;
const asked = { ...query, severity: [...query.severity], status: [...query.status] };
const list = (answer: Partial<Extract<Parameters<typeof answerMessage>[0], { kind: 'findings' }>>) =>
  answerMessage({ kind: 'findings', query: asked, page: 1, rows: [{ finding: aFinding() }], ...answer });

/** What the buttons of the last block carry that turn pages. */
const turns = (message: ReturnType<typeof list>): Record<string, unknown> => {
  const last = message.blocks.at(-1);
  if (last?.type !== 'actions') return {};
  return Object.fromEntries(
    last.elements.flatMap((element) =>
      element.type === 'button' && element.action_id?.startsWith('findings:') ? [[element.action_id, JSON.parse(element.value ?? '')]] : [],
    ),
  );
};

test('the title says what was asked and how many there are', () => {
  expect(list({ total: 212, next: 'more' }).blocks[0]).toMatchObject({
    text: { text: '🔎 *CRITICAL, HIGH findings, new, of GuardDuty, in account 111122223333* · page 1 · 1 of 212 shown' },
  });
  expect(list({ query: {} }).text).toBe('All active findings: 1');
});

test('a row says severity, title, resource, account, region and status, and has a button that shows it', () => {
  const finding = aControlFinding({ workflow: 'NOTIFIED' });

  expect(list({ rows: [{ finding }] }).blocks[1]).toMatchObject({
    text: {
      text: '🔴 *CRITICAL* EC2.19 Security groups should not allow unrestricted access to ports with high risk\n`sg-0def5678` · shop-production · eu-west-1 · acknowledged',
    },
    accessory: {
      action_id: 'findings:show',
      value: finding.key,
      accessibility_label: expect.stringMatching(/^Show CRITICAL EC2\.19/),
    },
  });
});

test('the buttons below turn to the next page by its cursor and to the previous by its number', () => {
  expect(turns(list({ page: 3, next: 'abc' }))).toEqual({
    'findings:previous': { query: asked, page: 2 },
    'findings:next': { query: asked, page: 4, cursor: 'abc' },
  });
  expect(turns(list({ page: 1 }))).toEqual({});
  expect(PageTurn.safeParse(turns(list({ next: 'abc' }))['findings:next']).success).toBe(true);
});

test('a cursor longer than a button can carry is left to be found again', () => {
  const message = list({ next: 'x'.repeat(3000) });

  expect(turns(message)).toEqual({ 'findings:next': { query: asked, page: 2 } });
  expect(violations(message)).toEqual([]);
});

test('an empty list says what was asked and what to try', () => {
  const words = JSON.stringify(list({ rows: [] }).blocks);

  expect(words).toContain('CRITICAL, HIGH findings, new, of GuardDuty, in account 111122223333*: none');
  expect(words).toContain('Try fewer conditions');
});

test('a list of any query can be made an insight, one of an insight cannot', () => {
  expect(JSON.stringify(list({}))).toContain('insight:of-list');
  expect(JSON.stringify(list({ rows: [] }))).toContain('insight:of-list');
  expect(JSON.stringify(list({ about: 'What is open: HIGH' }))).not.toContain('insight:of-list');
});
