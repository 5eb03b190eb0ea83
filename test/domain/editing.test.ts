import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { doneEditing, hurried, mayStillShow, pressingOver, redrawn, startEditing, startPressing } from '../../src/domain/delivery.ts';
import { aCard } from '../fixtures/a-card.ts';

const NOW = 1_000_000;
const shown = (more: Partial<Card> = {}) => aCard({ state: 'POSTED', ts: '1.1', shown: 'old face', ...more });

test('one editor at a time has the card for 15 s; a person need not wait for the machine', () => {
  const machine = { byPerson: false };
  expect(startEditing(shown(), 'e', NOW, machine)).toEqual({ ...shown(), editor: 'e', claimedUntil: NOW + 15_000 });
  expect(startEditing(shown({ notBefore: NOW + 1 }), 'e', NOW, machine)).toBeUndefined();
  expect(startEditing(shown({ notBefore: NOW }), 'e', NOW, machine)).toBeDefined();
  expect(startEditing(shown({ notBefore: NOW + 1 }), 'e', NOW, { byPerson: true })).toMatchObject({ editor: 'e' });
  expect(startEditing(shown({ claimedUntil: NOW + 1 }), 'e', NOW, { byPerson: true })).toBeUndefined();
  for (const other of [undefined, aCard(), shown({ shown: 'new face' })])
    expect(startEditing(other, 'e', NOW, { byPerson: true })).toBeUndefined();
  const abandoned = shown({ editor: 'dead', claimedUntil: NOW });
  expect(startEditing(abandoned, 'e', NOW, machine)).toMatchObject({ editor: 'e', redrawAt: NOW + 60_000 });
});

test('whoever edited gives the card back with what it shows now, or with when to try again', () => {
  const edited = shown({ editor: 'e', claimedUntil: NOW + 1 });
  const done = doneEditing(edited, 'e', NOW, { drawn: { hash: 'drawn', want: 'new face' } });
  expect(done).toMatchObject({ shown: 'drawn', want: 'drawn', notBefore: NOW + 45_000 });
  expect(done).not.toHaveProperty('editor');
  expect(done).not.toHaveProperty('claimedUntil');
  const failed = doneEditing(edited, 'e', NOW, { retryAt: NOW + 5 });
  expect(failed).toMatchObject({ shown: 'old face', notBefore: NOW + 5 });
  expect(failed).not.toHaveProperty('redrawAt');
  expect(doneEditing(edited, 'e', NOW, { retryAt: NOW + 5, unanswered: true })).toMatchObject({ redrawAt: NOW + 60_000 });
  expect(doneEditing(edited, 'another', NOW, { retryAt: NOW })).toBeUndefined();
  expect(doneEditing(undefined, 'e', NOW, { retryAt: NOW })).toBeUndefined();
});

test('whoever edited a card that was taken from them has it drawn again, once nobody is at it and nothing can arrive any more', () => {
  const drawn = { drawn: { hash: 'drawn', want: 'new face' } };
  const lost = { retryAt: NOW, unanswered: true };
  const others = shown({ editor: 'another', claimedUntil: NOW + 9 });
  expect(doneEditing(others, 'e', NOW, drawn)).toEqual({ ...others, redrawAt: NOW + 9 });
  expect(doneEditing(others, 'e', NOW, lost)).toEqual({ ...others, redrawAt: NOW + 60_000 });
  expect(doneEditing(shown(), 'e', NOW, drawn)).toEqual({ ...shown(), redrawAt: NOW });
  expect(doneEditing(shown({ redrawAt: NOW + 5 }), 'e', NOW, drawn)).toMatchObject({ redrawAt: NOW + 5 });
  for (const gone of [undefined, aCard(), aCard({ state: 'LISTED' })]) expect(doneEditing(gone, 'e', NOW, drawn)).toBeUndefined();
});

test('a message that an unanswered edit may still change is drawn anew once none can arrive', () => {
  expect(redrawn(shown({ redrawAt: NOW + 1 }), NOW)).toBeUndefined();
  expect(redrawn(shown(), NOW)).toBeUndefined();
  expect(redrawn(undefined, NOW)).toBeUndefined();
  const anew = redrawn(shown({ redrawAt: NOW }), NOW);
  expect(anew).not.toHaveProperty('shown');
  expect(anew).not.toHaveProperty('redrawAt');
});

test('a press takes the right to edit along with its turn, though there is nothing to draw yet', () => {
  expect(startPressing(shown(), 'i1 e', NOW)).toEqual({ ...shown(), editor: 'i1 e', claimedUntil: NOW + 15_000 });
});

test('a press leaves a message alone that somebody edits or has died with, that is not its own, or that must not be seen yet', () => {
  const unrecorded = [{ key: 'f', id: 'f', productArn: 'a', told: new Uint8Array() }];
  for (const card of [
    shown({ editor: 'e', claimedUntil: NOW - 1 }),
    shown({ state: 'LISTED', sheet: 's' }),
    shown({ ts: undefined }),
    shown({ subject: { kind: 'adopted' } }),
    shown({ unrecorded }),
  ]) {
    expect(startPressing(card, 'i1 e', NOW)).toBeUndefined();
  }
});

test('a press shows itself only while its right outlasts the longest edit', () => {
  const card = shown({ editor: 'i1 e', claimedUntil: NOW + 15_000 });
  expect(mayStillShow(card, NOW + 5_999)).toBe(true);
  expect(mayStillShow(card, NOW + 6_000)).toBe(false);
  expect(mayStillShow(shown(), NOW)).toBe(false);
});

test('a press that is over gives back its own right and nobody else’s, and what it may have drawn is drawn again', () => {
  const card = shown({ editor: 'i1 e', claimedUntil: NOW + 15_000 });
  const { editor: _editor, claimedUntil: _until, ...free } = card;
  expect(pressingOver(card, 'i1', NOW, { drawn: false })).toEqual(free);
  expect(pressingOver(card, 'i1', NOW, { drawn: true })).toEqual({ ...free, redrawAt: NOW + 60_000 });
  expect(pressingOver(card, 'i', NOW, { drawn: true })).toBe(card);
});

test('what a person did waits for nothing but whoever edits just now, and is drawn as soon as they are done', () => {
  const taken = shown({ editor: 'e', claimedUntil: NOW + 1, notBefore: NOW + 9 });
  const { notBefore: _notBefore, ...free } = taken;
  const waits = hurried(taken);
  expect(waits).toEqual({ ...free, hurry: true });
  expect(hurried(shown({ state: 'POSTING', notBefore: 7 }))).toMatchObject({ hurry: true, notBefore: 7 });
  for (const other of [undefined, aCard(), aCard({ state: 'LISTED' }), shown({ shown: 'new face' })])
    expect(hurried(other)).toBeUndefined();

  const older = { drawn: { hash: 'drawn', want: 'an older want' } };
  expect(doneEditing(waits, 'e', NOW, older)).toMatchObject({ hurry: true, notBefore: NOW, shown: 'drawn', want: 'new face' });
  expect(doneEditing(taken, 'e', NOW, older)).toMatchObject({ notBefore: NOW + 45_000, shown: 'drawn', want: 'new face' });
  for (const it of [older.drawn, { hash: 'drawn', want: 'new face' }, { hash: 'new face', want: 'an older want' }]) {
    const done = doneEditing(it === older.drawn ? taken : waits, 'e', NOW, { drawn: it });
    expect(done).toMatchObject({ notBefore: NOW + 45_000 });
    expect(done).not.toHaveProperty('hurry');
  }
  expect(doneEditing(taken, 'e', NOW, { retryAt: NOW + 5, hurry: true })).toMatchObject({ hurry: true, notBefore: NOW + 5 });
  expect(doneEditing(taken, 'e', NOW, { retryAt: NOW + 5, hurry: false })).not.toHaveProperty('hurry');
});
