import { expect, test } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import {
  adopted,
  isListable,
  listed,
  nextStep,
  notFoundOut,
  notPosted,
  parked,
  posted,
  relayed,
  startPosting,
  strayed,
  undoubted,
  unlisted,
} from '../../src/domain/delivery.ts';
import { aCard } from '../fixtures/a-card.ts';
import { aHead } from '../fixtures/a-head.ts';

const NOW = 1_000_000;
const posting = (more: Partial<Card> = {}) => aCard({ state: 'POSTING', token: 't', postingSince: NOW - 1, ...more });
const shown = (more: Partial<Card> = {}) => aCard({ state: 'POSTED', ts: '1.1', shown: 'old face', ...more });

test('a copy that another has overtaken is looked for at once, next to what is looked for later', () => {
  expect(strayed(shown({ token: 't', twinChecks: [NOW + 60_000] }), 't', '2.2', NOW)?.twinChecks).toEqual([NOW + 60_000, NOW]);
});

test.each([
  ['there is no card', undefined],
  ['it is the one that is kept', shown({ token: 't', ts: '2.2' })],
  ['it was of an earlier message', shown({ token: 'another' })],
  ['nobody knows yet which is kept', posting()],
])('no copy is looked for when %s', (_, card) => {
  expect(strayed(card, 't', '2.2', NOW)).toBeUndefined();
});

const head = aHead();

test.each<[string, Card, ReturnType<typeof nextStep>]>([
  ['one that shows what it should needs nothing', shown({ shown: 'new face' }), { do: 'nothing' }],
  ['a new one is created', aCard(), { do: 'create' }],
  ['one whose post is 14 s old is waited for', posting({ postingSince: NOW - 14_999 }), { do: 'wait', until: NOW + 1 }],
  ['one whose post was not answered for 15 s is looked up', posting({ postingSince: NOW - 15_000 }), { do: 'look up' }],
  ['one that could not be looked up is looked up later', posting({ postingSince: 0, notBefore: NOW + 7 }), { do: 'wait', until: NOW + 7 }],
  ['one posted at an unknown time is looked up', posting({ postingSince: undefined }), { do: 'look up' }],
  ['one that shows something else is edited', shown(), { do: 'edit' }],
  ['but not before a machine may', shown({ notBefore: NOW + 1 }), { do: 'wait', until: NOW + 1 }],
  ['nor while somebody else edits it', shown({ notBefore: NOW, claimedUntil: NOW + 3 }), { do: 'wait', until: NOW + 3 }],
  ['at that very moment it may', shown({ notBefore: NOW, claimedUntil: NOW }), { do: 'edit' }],
  ['one on a sheet tells its sheet', aCard({ state: 'LISTED', sheet: 's' }), { do: 'relay' }],
  ['one given up needs nothing', aCard({ state: 'PARKED' }), { do: 'nothing' }],
])('of the cards, %s', (_, card, step) => {
  expect(nextStep(card, NOW)).toEqual(step);
});

test('only a new card that was never on its way, and never on a refused sheet, goes on a sheet, and off it again to stand alone', () => {
  const on = listed(aCard(), 's');
  expect(on).toMatchObject({ state: 'LISTED', sheet: 's', shown: 'new face' });
  for (const other of [undefined, posting(), shown(), aCard({ token: 't' }), aCard({ alone: true })])
    expect(listed(other, 's')).toBeUndefined();
  expect(unlisted(on, 'another')).toBeUndefined();
  expect(unlisted(undefined, 's')).toBeUndefined();
  expect(unlisted(aCard({ sheet: 's' }), 's')).toBeUndefined();
  const off = unlisted(on, 's');
  expect(off).toMatchObject({ state: 'NEW', alone: true, want: 'new face' });
  expect(off).not.toHaveProperty('shown');
  expect(off).not.toHaveProperty('sheet');
  expect(off && isListable(off)).toBe(false);
  expect(isListable(aCard())).toBe(true);
});

test('a listed card is shown as its sheet was told, and a newer state of it is told again', () => {
  const card = aCard({ state: 'LISTED', shown: 'old face' });
  expect(relayed(card, 'new face')).toEqual({ ...card, shown: 'new face' });
  expect(relayed(card, 'old face')).toBeUndefined();
  expect(relayed(aCard(), 'new face')).toBeUndefined();
  expect(relayed(undefined, 'new face')).toBeUndefined();
});

test('posting begins once, and keeps the token of an earlier try', () => {
  expect(startPosting(aCard(), 't', NOW)).toMatchObject({ state: 'POSTING', token: 't', postingSince: NOW });
  expect(startPosting(aCard({ token: 'earlier' }), 't', NOW)).toMatchObject({ token: 'earlier' });
  for (const other of [undefined, posting(), shown()]) expect(startPosting(other, 't', NOW)).toBeUndefined();
});

test.each([
  ['somebody else is posting', posting({ token: 'other' })],
  ['it is not being posted', aCard({ token: 't' })],
  ['it is gone', undefined],
])('when %s, nothing is known of our post', (_, card) => {
  expect(posted(card, 't', '1.1', { hash: 'h', want: 'w' }, NOW)).toBeUndefined();
  expect(notPosted(card, 't', NOW, { again: true })).toBeUndefined();
  expect(notFoundOut(card, 't', NOW, NOW)).toBeUndefined();
  expect(parked(card, 't', { of: 'message', error: 'invalid_blocks' }, NOW)).toBeUndefined();
});

test('a posted card shows what was drawn, and is left alone for 45 s, the head of a storm for 10 s', () => {
  const drawn = { hash: 'drawn', want: 'new face' };
  const after = posted(posting(), 't', '1.1', drawn, NOW);
  expect(after).toMatchObject({ state: 'POSTED', ts: '1.1', shown: 'drawn', want: 'drawn', notBefore: NOW + 45_000, token: 't' });
  expect(after).not.toHaveProperty('postingSince');
  expect(posted(posting({ subject: head }), 't', '1.1', drawn, NOW)).toMatchObject({ notBefore: NOW + 10_000 });
  expect(posted(posting({ want: 'newer' }), 't', '1.1', drawn, NOW)).toMatchObject({ shown: 'drawn', want: 'newer' });
  const adopted = posted(posting(), 't', '1.1', undefined, NOW);
  expect(adopted).toMatchObject({ state: 'POSTED', ts: '1.1', want: 'new face' });
  expect(adopted).not.toHaveProperty('shown');
  expect(adopted).not.toHaveProperty('postingSince');
});

test('what nobody could look up is tried again for ten minutes, and then posted again with a word of doubt', () => {
  const since = NOW - 600_000;
  const patient = notFoundOut(posting({ postingSince: since + 1 }), 't', NOW, NOW + 9);
  expect(patient).toMatchObject({ state: 'POSTING', notBefore: NOW + 9 });
  const again = notFoundOut(posting({ postingSince: since }), 't', NOW, NOW + 9);
  expect(again).toMatchObject({ state: 'NEW', token: 't', doubtful: true, twinChecks: [NOW + 60_000, NOW + 120_000] });
  expect(again && undoubted(again)).toMatchObject({ want: 'new face undoubted' });
  expect(again && undoubted(again)).not.toHaveProperty('doubtful');
  const sure = aCard();
  expect(undoubted(sure)).toBe(sure);
  expect(notFoundOut(posting({ postingSince: undefined }), 't', 599_999, 7)).toMatchObject({ state: 'POSTING', notBefore: 7 });
});

test('a message found by a look-up is looked for again while another copy of it may be on its way', () => {
  const adoptedFrom = (card: Card | undefined, twins: number) => adopted(card, 't', '1.1', twins, NOW)?.twinChecks;
  expect([adoptedFrom(posting(), 0), adoptedFrom(posting(), 2), adoptedFrom(shown(), 0)]).toEqual([[], [NOW], undefined]);
  expect(adoptedFrom(posting({ twinChecks: [NOW + 10_000] }), 1)).toEqual([NOW, NOW + 60_000, NOW + 120_000]);
});

test('what was never on its way leaves no trace; what may have been is posted under the same token and looked for twice', () => {
  const never = notPosted(posting(), 't', NOW, { again: false });
  expect(never).toMatchObject({ state: 'NEW', twinChecks: [] });
  expect(never).not.toHaveProperty('token');
  expect(never).not.toHaveProperty('postingSince');
  expect(notPosted(posting(), 't', NOW, { again: true })).toMatchObject({ token: 't', twinChecks: [NOW + 60_000, NOW + 120_000] });
  expect(notPosted(posting({ twinChecks: [5] }), 't', NOW, { again: false })).toMatchObject({ token: 't', twinChecks: [5] });
});
