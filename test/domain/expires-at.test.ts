import { expect, test } from 'vitest';
import { sayStep } from '../../src/domain/alerting.ts';
import { type Card, Card as CardShape } from '../../src/domain/card.ts';
import { cardAfterArrival, summaryCard } from '../../src/domain/card-changes.ts';
import { cardExpiresAt, findingExpiresAt } from '../../src/domain/expires-at.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { newSheet } from '../../src/domain/storm-messages.ts';
import { testCard } from '../../src/domain/test-card.ts';
import { aFinding } from '../fixtures/a-finding.ts';
import { aHead } from '../fixtures/a-head.ts';

const now = new Date('2026-03-02T09:00:00.000Z');
const DAY_MS = 24 * 3600_000;
const days = (at: Date | undefined) => at && (at.getTime() - now.getTime()) / DAY_MS;

const arrived = {
  key: 'c0ffee',
  channel: 'C0ALERTS',
  problem: 'p',
  because: 'first seen',
  again: true,
  raisedBy: 'r',
  sla: { acknowledge: {}, resolve: {} },
};
const fresh = cardAfterArrival(undefined, { ...arrived, findings: [aFinding()], now });
const atRest: Card = { ...fresh, open: false, workflow: 'RESOLVED', state: 'POSTED', ts: '1.1', shown: fresh.want, outgoing: [] };
const exception = { reasonClass: 'other', text: 't', by: 'U', since: now.toISOString(), until: '2026-06-02T12:00:00.000Z' } as const;
const say = sayStep('s', { tone: 'info', title: 't', lines: [] }, false, now);
const unrecorded = [{ key: 'k', id: 'i', productArn: 'p', told: new Uint8Array() }];

test.each<[string, Partial<Card>, number | undefined]>([
  ['is closed and shown so', {}, 90],
  ['was given up', { state: 'PARKED', want: 'other', outgoing: [say] }, 90],
  ['is open', { open: true, workflow: 'NEW' }, undefined],
  ['is still to be drawn', { want: 'other' }, undefined],
  ['is being posted', { state: 'POSTING', postingSince: 1 }, undefined],
  ['is suppressed until a day to come', { workflow: 'SUPPRESSED', exception }, undefined],
  ['is to be looked at again', { fix: { since: now.toISOString(), checkAt: 1 } }, undefined],
  ['has something to say', { outgoing: [say] }, undefined],
  ['has an alert that is not on record', { unrecorded }, undefined],
])('the row of a card that %s', (_, more, expected) => {
  expect(days(cardExpiresAt(CardShape.parse({ ...atRest, ...more }), now))).toBe(expected);
});

const summary = { key: 'c0ffee', channel: 'C0ALERTS', because: 'storm', raisedBy: 'r', now };
const shown = (card: Card): Card => ({ ...card, state: 'POSTED', ts: '1.1', shown: card.want });

test.each<[string, Card, number | undefined]>([
  ['a sheet', shown(newSheet('s', 'C0ALERTS', ['c'], [], now)), 400],
  ['a sheet that is to be drawn', newSheet('s', 'C0ALERTS', ['c'], [], now), undefined],
  ['the summary of a channel', shown(summaryCard({ ...summary, subject: { kind: 'adopted' } })), undefined],
  ['the head of a storm that goes on', shown(summaryCard({ ...summary, subject: aHead() })), undefined],
  [
    'the head of a storm that is over',
    shown(summaryCard({ ...summary, subject: aHead({ calmSince: 1, closedAt: now.toISOString() }) })),
    90,
  ],
  ['a test', testCard({ key: 'c', channel: 'C0ALERTS', by: 'U', now }), 8],
])('the row of %s', (_, card, expected) => {
  expect(days(cardExpiresAt(card, now))).toBe(expected);
});

test.each<[string, Partial<Finding>, { channels?: string[]; suppressedUntil?: string }, number | undefined]>([
  ['is open and has a card', {}, { channels: ['C0ALERTS'] }, undefined],
  ['is open and has none', {}, {}, 120],
  ['is closed and has none', { workflow: 'RESOLVED' }, {}, 90],
  ['is closed and has a card, which goes before', { workflow: 'RESOLVED' }, { channels: ['C0ALERTS'] }, 120],
  ['is archived', { recordState: 'ARCHIVED' }, { channels: ['C0ALERTS'] }, 120],
  ['is suppressed for a while', { workflow: 'SUPPRESSED' }, { channels: ['C0ALERTS'], suppressedUntil: '2026-03-12T09:00:00.000Z' }, 130],
  [
    'was to be suppressed for longer than it was',
    { workflow: 'RESOLVED' },
    { channels: ['C'], suppressedUntil: '2027-03-12T09:00:00.000Z' },
    120,
  ],
  [
    'was suppressed elsewhere since its suppression ended',
    { workflow: 'SUPPRESSED' },
    { channels: ['C'], suppressedUntil: '2026-01-12T09:00:00.000Z' },
    120,
  ],
])('the row of a finding that %s', (_, finding, more, expected) => {
  expect(days(findingExpiresAt({ finding: aFinding(finding), channels: [], ...more }, now))).toBe(expected);
});
