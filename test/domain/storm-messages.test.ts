import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { STORM_ABOVE, totalOf, type Waiting } from '../../src/domain/storm.ts';
import { headAfterLook, headAfterMessage, headFace, openHead } from '../../src/domain/storm-messages.ts';

const START = Date.UTC(2026, 2, 2, 9);
const MINUTE = 60_000;
const at = (ms: number) => new Date(START + ms);
const waiting = (count: number): Waiting[] =>
  Array.from({ length: count }, (_, i) => ({
    key: `card-${i}`,
    severity: 'HIGH',
    since: at(0).toISOString(),
    account: '111122223333',
    product: 'guardduty',
  }));

function begun(): Card {
  const head = headAfterLook(undefined, 'C0ALERTS', waiting(STORM_ABOVE + 1), at(0));
  if (!head) throw new Error('no storm');
  return head;
}

test('a storm of twenty thousand messages counts each of them, and its row stays small', () => {
  let head = begun();
  for (let i = 0; i < 20_000; i++) head = headAfterMessage(head, `${i}`.padStart(32, '0'), [], 'card') ?? head;
  const subject = openHead(head);
  expect(subject && headFace(head, subject).messages).toBe(20_000);
  expect(JSON.stringify(head).length).toBeLessThan(40_000);
  expect(headAfterMessage(head, '19999'.padStart(32, '0'), [], 'card')).toBeUndefined();
});

test('a storm is over two minutes after it has become a trickle, and what waits then is not counted in it', () => {
  const trickle = headAfterLook(begun(), 'C0ALERTS', waiting(STORM_ABOVE), at(MINUTE));
  expect(openHead(trickle)?.calmSince).toBe(START + MINUTE);
  const later = headAfterLook(trickle, 'C0ALERTS', waiting(3), at(2.5 * MINUTE)) ?? trickle;
  expect(openHead(later)?.calmSince).toBe(START + MINUTE);
  const over = headAfterLook(later, 'C0ALERTS', waiting(3), at(3 * MINUTE));
  expect(over?.subject).toMatchObject({ kind: 'head', closedAt: at(MINUTE).toISOString() });
  expect(over?.subject.kind === 'head' && totalOf(over.subject.waiting)).toBe(0);
});

test('more than no storm waiting again is the same storm going on', () => {
  const trickle = headAfterLook(begun(), 'C0ALERTS', waiting(1), at(MINUTE));
  const again = headAfterLook(trickle, 'C0ALERTS', waiting(STORM_ABOVE + 1), at(2 * MINUTE));
  expect(openHead(again)?.calmSince).toBeUndefined();
  expect(again?.generation).toBe(1);
});

test('a head that would be written as it is already is not written again', () => {
  const head = begun();
  expect(headAfterLook(head, 'C0ALERTS', waiting(STORM_ABOVE + 1), at(10_000))).toBeUndefined();
  const calm = headAfterLook(head, 'C0ALERTS', [], at(20_000));
  expect(headAfterLook(calm, 'C0ALERTS', [], at(30_000))).toBeUndefined();
});
