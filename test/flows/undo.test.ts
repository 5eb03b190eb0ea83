import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { suppresses } from '../support/suppressing.ts';
import { ticketIn } from '../support/tickets.ts';
import { assignForm, fills, noteForm, row, said, snoozeForm } from '../support/triage.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO, viewer: VERA } = PEOPLE;
const HIGH = { Label: 'HIGH', Normalized: 70 };

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aControlAsff({ Severity: HIGH }));
});
afterEach(() => world.stop());

const updates = () => world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings').length;

/** Nobody's drawing of the card gets through, so that people go on seeing the old one. */
const cardStands = () => world.slack.faults.add({ operation: 'chat.update', fault: { do: 'answer', answer: { status: 503, body: '' } } });

const UNDOABLE: [string, () => Promise<unknown>, string][] = [
  ['acknowledge', () => world.press(BRUNO, 'acknowledge'), 'acknowledged'],
  ['resolve', () => fills(world, BRUNO, 'resolve', noteForm('Port closed')), 'resolved'],
  ['suppress', () => suppresses(world, BRUNO, 'A honeypot'), 'suppressed'],
  ['assign', () => fills(world, BRUNO, 'assign', assignForm(BRUNO)), 'assigned'],
  ['snooze', () => fills(world, BRUNO, 'snooze', snoozeForm('1 hour')), 'snoozed'],
];

test.each(UNDOABLE)('%s on a card that Ana has is undone, and it is hers as before', async (_, press, word) => {
  await fills(world, ANA, 'assign', assignForm(ANA));
  const before = { drawn: world.drawn().replaceAll('Undo\n', ''), statuses: world.statuses() };
  await world.minutes(11);
  await press();
  await world.press(ANA, 'undo');

  expect(world.statuses()).toEqual(before.statuses);
  expect(world.drawn()).toContain('owner <@U0ANA>');
  expect(row(world)).toMatch(/^Acknowledge Resolve… Snooze… Suppress… Details/);
  expect(said(world).at(-1)).toContain(`<@U0ANA> *undid*: it is not ${word} any more`);
  expect(said(world)).toHaveLength(3);
});

test('undoing a re-opening suppresses it again, with its reason, its end and whoever answers for it', async () => {
  await suppresses(world, ANA, 'A honeypot');
  await world.minutes(11);
  await world.press(BRUNO, 'reopen');
  expect(world.statuses()).toEqual(['NEW']);
  await world.press(BRUNO, 'undo');
  expect(world.statuses()).toEqual(['SUPPRESSED']);
  expect(world.drawn()).toContain('*Suppressed* until');
  expect(world.drawn()).toContain('“accepted risk: A honeypot”');
});

test('undoing brings the ticket back as it was', async () => {
  await world.press(ANA, 'ticket');
  await fills(world, ANA, 'resolve', noteForm('Port closed'));
  expect((await ticketIn(world)).state).toBe('CLOSED');
  await world.press(BRUNO, 'undo');
  expect((await ticketIn(world)).state).toBe('OPEN');
});

test('after ten minutes the button goes away by itself, with one edit', async () => {
  await world.press(ANA, 'acknowledge');
  const edits = () => world.slack.calls.filter(({ operation }) => operation === 'chat.update').length;
  await world.minutes(9);
  const before = edits();
  expect(row(world)).toContain('Undo');
  await world.minutes(1);
  expect(row(world)).not.toContain('Undo');
  expect(row(world)).toContain('Re-open');
  expect(edits()).toBe(before + 1);
});

test('a button that is still drawn after ten minutes undoes nothing', async () => {
  await world.press(ANA, 'acknowledge');
  await world.clock.advance(11 * 60_000);
  await world.press(ANA, 'undo');
  expect(world.told(ANA).at(-1)).toContain('This can no longer be undone: ten minutes are over');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('nothing is undone once it has got worse', async () => {
  await world.press(ANA, 'acknowledge');
  cardStands();
  const [finding] = world.hub.findings.values();
  const worse = { Label: 'CRITICAL', Normalized: 90 };
  await world.arrives({ ...finding, Severity: worse, UpdatedAt: '2026-03-02T10:00:00.000Z' });
  await world.press(ANA, 'undo');
  expect(world.told(ANA).at(-1)).toContain('it has changed since. Nothing was done');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('nothing is undone over what somebody else has pressed since', async () => {
  await world.press(ANA, 'acknowledge');
  const { ts } = world.card();
  cardStands();
  await fills(world, BRUNO, 'resolve', noteForm('Port closed'));
  await world.slack.as(ANA).act({ channel: ALERTS, ts }, { actionId: 'finding:undo' });
  await world.settle();
  expect(world.told(ANA).at(-1)).toContain('This has changed since, so nothing was undone.');
  expect(world.statuses()).toEqual(['RESOLVED']);
});

test('of two people who undo at once one does, and the other is told who', async () => {
  await world.press(ANA, 'acknowledge');
  const { ts } = world.card();
  const before = updates();
  await Promise.all([ANA, BRUNO].map((who) => world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: 'finding:undo' })));
  await world.settle();
  expect(updates()).toBe(before + 1);
  expect(world.statuses()).toEqual(['NEW']);
  expect(said(world)).toHaveLength(2);
  expect([...world.told(ANA), ...world.told(BRUNO)].join()).toMatch(/<@U0(ANA|BRUNO)> has (just )?undone this|changed since, so nothing/);
});

test('a doubled press on Undo undoes once', async () => {
  await world.press(ANA, 'acknowledge');
  const { ts } = world.card();
  const before = updates();
  const press = () => world.slack.as(ANA).act({ channel: ALERTS, ts }, { actionId: 'finding:undo' });
  await Promise.all([press(), press()]);
  await world.settle();
  expect(updates()).toBe(before + 1);
  expect(said(world)).toHaveLength(2);
});

test('a viewer undoes nothing', async () => {
  await world.press(ANA, 'acknowledge');
  await world.press(VERA, 'undo');
  expect(world.told(VERA).at(-1)).toContain('This needs the role responder');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test.each([
  ['snooze', 'Snooze'],
  ['resolve', 'Resolve'],
])('when the window of %s opens too late nothing is done, and its person is told', async (action) => {
  const body = { ok: false, error: 'expired_trigger_id' };
  world.slack.faults.add({ operation: 'views.open', times: 1, fault: { do: 'answer', answer: { status: 200, body } } });
  await world.press(ANA, action);
  expect(world.told(ANA).at(-1)).toContain('Slack waited too long to open the window. Press the button again.');
  expect(world.statuses()).toEqual(['NEW']);
});
