import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { summaryCard } from '../../src/domain/card-changes.ts';
import { parked, revived, unparked } from '../../src/domain/delivery.ts';
import { nextDue } from '../../src/domain/due.ts';
import { aHead } from '../fixtures/a-head.ts';

const NOW = 1_000_000;
const DAY = 24 * 3600_000;
const problem = { kind: 'problem', problem: 'p', members: [{ key: 'f', id: 'f', productArn: 'a' }] } satisfies Card['subject'];
const head = aHead();
const sheet = { kind: 'sheet', cards: ['k'] } satisfies Card['subject'];
const tried = { kind: 'test', by: 'U0DAN', until: NOW, over: false } satisfies Card['subject'];

const form = { of: 'message', error: 'invalid_blocks' };
const unheard = { of: 'unknown', error: 'a_word' };

const refused = (subject: Card['subject'] = problem, refusal: Parameters<typeof parked>[2] = form, more: Partial<Card> = {}): Card => {
  const summary = summaryCard({ key: 'k', channel: 'C1', subject, because: 'first seen', raisedBy: 'r', now: new Date(0) });
  const card = parked({ ...summary, open: true, state: 'POSTING', token: 't', postingSince: 5, ...more }, 't', refusal, NOW);
  if (!card) throw new Error('It was being posted');
  return card;
};

test('a card that Slack refuses says why, and when it is tried again: its form the next day, another reason sooner', () => {
  expect(refused()).toMatchObject({ state: 'PARKED', parkedBecause: 'invalid_blocks', retryAt: NOW + DAY });
  expect(refused(problem, unheard)).toMatchObject({ state: 'PARKED', parkedBecause: 'a_word', retryAt: NOW + 600_000 });
  for (const subject of [sheet, tried]) expect(refused(subject, unheard)).not.toHaveProperty('retryAt');
});

test('it is tried again at that time and no sooner, as if it had never been', () => {
  const card = refused();
  expect(nextDue(card)).toBe(NOW + DAY);
  expect(revived(card, NOW + DAY - 1)).toBeUndefined();
  const again = revived(card, NOW + DAY);
  expect(again).toMatchObject({ state: 'NEW', want: card.want });
  for (const gone of ['token', 'postingSince', 'parkedBecause', 'retryAt']) expect(again).not.toHaveProperty(gone);
  expect(unparked(refused(problem, form, { twinChecks: [7] }))).toMatchObject({ state: 'NEW', token: 't', twinChecks: [7] });
});

test.each<[string, () => Card | undefined]>([
  ['there is no card', () => undefined],
  ['it is not refused', () => ({ ...refused(), state: 'NEW' })],
  ['it is closed by now', () => ({ ...refused(), open: false })],
  ['its storm is over by now', () => refused({ ...head, closedAt: '2026-03-02T10:00:00.000Z' }, unheard)],
  ['nobody said when', () => refused(sheet)],
])('nothing is tried again when %s', (_, card) => {
  expect(revived(card(), NOW + DAY)).toBeUndefined();
});

test('the head of a storm that goes on is tried again', () => {
  expect(revived(refused(head, unheard), NOW + 600_000)).toMatchObject({ state: 'NEW' });
});
