import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/domain/audit.ts';
import type { WorkflowStatus } from '../../../src/domain/finding.ts';
import { type Intent, noteFor } from '../../../src/domain/intent.ts';
import { pressInNote, reasonRead } from '../../../src/domain/recovery/press-in-note.ts';
import { recoveredPress } from '../../../src/domain/recovery/recovered-press.ts';
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

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  id: 'x.done',
  finding: 'f',
  phase: 'done',
  who: 'U0BRUNO',
  action: 'acknowledge',
  at: '2026-03-02T10:00:01.000Z',
  result: 'NOTIFIED',
  ...more,
});
const recover = (workflow: WorkflowStatus, chain: AuditEntry[], note?: ReturnType<typeof noteOf>) =>
  recoveredPress({ workflow, lead: aFinding({ workflow, ...(note && { note }) }), chain, reminder: undefined, now: new Date(AT) });

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
