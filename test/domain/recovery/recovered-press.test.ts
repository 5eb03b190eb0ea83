import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkflowStatus } from '../../../src/domain/finding.ts';
import { type Intent, noteFor } from '../../../src/domain/intent.ts';
import { Policy } from '../../../src/domain/policy.ts';
import { pressInNote, reasonRead } from '../../../src/domain/recovery/press-in-note.ts';
import { type Recorded, recoveredPress } from '../../../src/domain/recovery/recovered-press.ts';
import { aFinding } from '../../fixtures/a-finding.ts';

const AT = '2026-03-02T10:00:00.000Z';
const intent = (more: Partial<Intent> = {}): Intent => ({
  id: '0123456789abcdef0123456789abcdef',
  who: 'U0ANA',
  action: 'acknowledge',
  card: 'card',
  actionVersion: 0,
  channel: 'C0ALERTS',
  requestedAt: AT,
  state: 'SHOWN',
  thread: 'sent',
  ...more,
});
const noteOf = (press: Partial<Intent>, name = 'Ana') => ({ text: noteFor(intent(press), name), by: 'shub', at: AT });

test('whoever pressed, and why, is read back from the note of the press', () => {
  const reason = fc.string({ maxLength: 200 }).filter((text) => text !== '');
  fc.assert(
    fc.property(
      fc.constantFrom('acknowledge' as const, 'resolve' as const, 'suppress' as const, 'reopen' as const),
      reason,
      (action, text) => {
        expect(pressInNote(noteOf({ action, text }))).toEqual({ action, who: 'U0ANA', at: AT, reason: text });
      },
    ),
  );
});

test('a suppression is read back with its last day, its reason and its approver', () => {
  const press = {
    action: 'suppress',
    reasonClass: 'accepted risk',
    text: 'honeypot',
    until: '2026-06-01T12:00:00.000Z',
    approvedBy: 'U0CLARA',
  } as const;
  const noted = pressInNote(noteOf(press));
  expect(noted).toMatchObject({ day: '2026-06-01', approvedBy: 'U0CLARA', reason: 'accepted risk: honeypot' });
  expect(reasonRead(noted?.reason)).toEqual({ reasonClass: 'accepted risk', text: 'honeypot' });
});

test.each([
  ['is of somebody else', { ...noteOf({}), by: 'console/dan' }],
  ['is about something else', { text: 'Alert delivered by shub to Slack channel C0ALERTS', by: 'shub', at: AT }],
  ['is cut off', { text: 'Acknowledged by Ana (U0ANA) in Slack: ', by: 'shub', at: AT }],
])('a note that %s tells of no press', (_, note) => {
  expect(pressInNote(note)).toBeUndefined();
});

const entry = (more: Partial<Recorded>): Recorded => ({
  id: 'x.done',
  finding: 'f',
  phase: 'done',
  who: 'U0BRUNO',
  action: 'acknowledge',
  at: '2026-03-02T10:00:01.000Z',
  result: 'NOTIFIED',
  ...more,
});
const recover = (workflow: WorkflowStatus, chain: Recorded[], note?: ReturnType<typeof noteOf>) =>
  recoveredPress({ workflow, lead: aFinding({ workflow, ...(note && { note }) }), chain, policy: Policy.parse({}), now: new Date(AT) });

test('the audit trail is believed before the note, because a note can be written by anybody', () => {
  expect(recover('NOTIFIED', [entry({})], noteOf({}))).toMatchObject({ owner: 'U0BRUNO', lastPress: { by: 'U0BRUNO', from: 'slack' } });
});

test('a press on record that leads to another state than Security Hub tells is over', () => {
  expect(recover('RESOLVED', [entry({})])).toEqual({ lastPress: expect.objectContaining({ action: 'resolve', from: 'outside' }) });
});

test('whoever resolves something leaves it to whoever had acknowledged it', () => {
  const chain = [entry({}), entry({ id: 'y.done', who: 'U0ANA', action: 'resolve', result: 'RESOLVED' })];
  expect(recover('RESOLVED', chain)).toMatchObject({ owner: 'U0BRUNO', lastPress: { by: 'U0ANA' } });
});

test('a name that the trail has forgotten is taken from the note', () => {
  expect(recover('NOTIFIED', [entry({ who: 'somebody whose name is no longer kept' })], noteOf({}))).toMatchObject({ owner: 'U0ANA' });
});

test('what is NOTIFIED only because it was delivered, nobody has acknowledged', () => {
  const note = { text: 'Alert delivered by shub to Slack channel C0ALERTS; not acknowledged by anybody yet', by: 'shub', at: AT };
  expect(recover('NOTIFIED', [], note)).toEqual({ unanswered: true });
});

const snoozed = { action: 'snooze', until: '2026-03-02T14:30:00.000Z', text: 'after the release' } as const;

test('a snooze is read back from its note with its end and its reason', () => {
  expect(pressInNote(noteOf(snoozed))).toEqual({
    action: 'snooze',
    who: 'U0ANA',
    at: AT,
    until: '2026-03-02T14:30:00.000Z',
    reason: 'after the release',
  });
  expect(pressInNote(noteOf({ action: 'snooze', until: '2026-04-01T10:00:00.000Z', open: true }))).toMatchObject({ open: true });
});

test('what is put off keeps its end, and stays with whoever it was given to', () => {
  const chain = [entry({ id: 'x.done', who: 'U0BRUNO' }), entry({ id: 'y.done', who: 'U0ANA', action: 'snooze', at: AT })];
  expect(recover('NOTIFIED', chain, noteOf(snoozed))).toMatchObject({
    owner: 'U0BRUNO',
    lastPress: { action: 'snooze', by: 'U0ANA' },
    snoozed: { by: 'U0ANA', since: AT, until: '2026-03-02T14:30:00.000Z', open: false },
  });
});

test('the end of a snooze over whose note somebody has written is under the seal of that somebody', () => {
  const { text: Text, by: UpdatedBy, at: UpdatedAt } = noteOf(snoozed);
  const chain = [
    entry({ id: 'y.done', who: 'U0ANA', action: 'snooze', at: AT }),
    entry({
      id: 'z.started',
      phase: 'started',
      action: 'note',
      name: { salt: 's', who: 'U0BRUNO', note: { Text, UpdatedBy, UpdatedAt } },
    }),
    entry({ id: 'z.done', action: 'note', result: 'noted' }),
  ];
  const recovered = recover('NOTIFIED', chain, noteOf({ action: 'note', who: 'U0BRUNO', text: 'See the change request' }));
  expect(recovered.snoozed).toMatchObject({ until: '2026-03-02T14:30:00.000Z' });
});

test('a snooze of which nobody knows the end comes back now', () => {
  const chain = [entry({ id: 'y.done', who: 'U0ANA', action: 'snooze', at: '2026-03-02T08:00:00.000Z' })];
  expect(recover('NOTIFIED', chain).snoozed).toMatchObject({ until: AT });
});

test('a suppression of which nobody knows the end ends when the policy would have had it end at the latest', () => {
  const chain = [entry({ who: 'U0ANA', action: 'suppress', result: 'SUPPRESSED', reason: 'accepted risk: honeypot', at: AT })];
  expect(recover('SUPPRESSED', chain).exception).toMatchObject({ reasonClass: 'accepted risk', until: '2027-03-02T12:00:00.000Z' });
});

test('what was resolved is looked at again a day after that', () => {
  const chain = [entry({ who: 'U0ANA', action: 'resolve', result: 'RESOLVED', at: AT })];
  expect(recover('RESOLVED', chain).fix).toEqual({ since: AT, checkAt: Date.parse('2026-03-03T10:00:00.000Z') });
});

test.each<[string, Partial<Recorded>[], WorkflowStatus, object]>([
  ['an acknowledgement', [{}, { action: 'undo', result: 'NEW' }], 'NEW', {}],
  [
    'a snooze over an acknowledgement',
    [{ who: 'U0ANA' }, { action: 'snooze' }, { action: 'undo', result: 'NOTIFIED' }],
    'NOTIFIED',
    { owner: 'U0ANA', lastPress: expect.objectContaining({ action: 'acknowledge', by: 'U0ANA' }) },
  ],
  [
    'an assignment',
    [{ who: 'U0ANA' }, { action: 'assign', result: 'U0DAN' }, { action: 'undo', result: 'noted' }],
    'NOTIFIED',
    { owner: 'U0ANA', lastPress: expect.objectContaining({ by: 'U0ANA' }) },
  ],
])('%s that was taken back counts as if it had not been', (_, presses, workflow, stands) => {
  expect(
    recover(
      workflow,
      presses.map((press) => entry(press)),
    ),
  ).toEqual(stands);
});

test.each<[string, Partial<Recorded>[], WorkflowStatus, string | undefined]>([
  ['is given to somebody', [{ action: 'assign', result: 'U0DAN' }], 'NEW', 'U0DAN'],
  ['is given to a group', [{}, { action: 'assign', result: 'S0TEAM' }], 'NOTIFIED', 'S0TEAM'],
  ['is refused by Security Hub', [{}, { who: 'U0ANA', result: 'InternalFailure' }], 'NOTIFIED', 'U0BRUNO'],
  ['is re-opened', [{}, { action: 'reopen', result: 'NEW' }], 'NEW', undefined],
  ['is suppressed', [{}, { action: 'suppress', result: 'SUPPRESSED' }], 'SUPPRESSED', undefined],
])('what %s is whose the record says', (_, presses, workflow, owner) => {
  expect(
    recover(
      workflow,
      presses.map((press) => entry(press)),
    ).owner,
  ).toBe(owner);
});
