import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { movedTo, notPosted } from '../../src/domain/delivery.ts';
import { aCard } from '../fixtures/a-card.ts';

const NOW = 1_000_000;
const posting = () => aCard({ state: 'POSTING', token: 't', postingSince: NOW - 1 });

test('what people must see is moved while it has no message; what is about the channel stays', () => {
  const sheet = { kind: 'sheet', cards: ['k'] } satisfies Card['subject'];
  const insight = { kind: 'insight', arn: 'a', name: 'n', resultType: '', region: 'r', groups: [] } satisfies Card['subject'];
  for (const subject of [aCard().subject, sheet, insight])
    expect(movedTo(aCard({ subject }), 'C1', 'C2', NOW)).toMatchObject({ place: 'C2' });
  const trial = { kind: 'test', by: 'U0ANA', until: NOW, over: false } satisfies Card['subject'];
  for (const subject of [trial, { kind: 'adopted' } as const]) expect(movedTo(aCard({ subject }), 'C1', 'C2', NOW)).toBeUndefined();
  for (const other of [undefined, posting(), aCard({ state: 'POSTED', ts: '1.1' }), aCard({ place: 'C3' })])
    expect(movedTo(other, 'C1', 'C2', NOW)).toBeUndefined();
  expect(movedTo(aCard({ place: 'C3' }), 'C3', 'C2', NOW)).toMatchObject({ place: 'C2' });
  expect(movedTo(aCard({ place: 'C3' }), 'C3', 'C1', NOW)).toEqual(aCard());
});

test('what may have been on its way is moved two minutes after it was not found, as something new that may be a second copy', () => {
  const missed = notPosted(posting(), 't', NOW, { again: true });
  expect(movedTo(missed, 'C1', 'C2', NOW + 119_000)).toBeUndefined();
  const moved = movedTo(missed, 'C1', 'C2', NOW + 120_000);
  expect(moved).toMatchObject({ state: 'NEW', place: 'C2', doubtful: true, twinChecks: [] });
  expect(moved).not.toHaveProperty('token');
});
