import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { suppressForm } from '../support/suppressing.ts';
import { assignForm, fills, noteForm, ownersForm, row, said, snoozeForm } from '../support/triage.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO, guest: GUS, nobody: NICK } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}\nowners: [{ when: { account: '111122223333' }, who: S0PAYMENTS }]\n` });
});
afterEach(() => world.stop());

const noteInHub = () => JSON.stringify([...world.hub.findings.values()].map(({ Note }) => Note));
const events = () => world.bus.events.map(({ event }) => event['detail-type']).filter((type) => /^(Finding|Press) /.test(type));

test('a new card has five buttons and a menu with the rest', async () => {
  await world.arrives(aGuardDutyAsff());
  expect(row(world)).toMatch(/^Acknowledge Resolve… Snooze… Suppress… Details ⋯ Assign… Add note… /);
});

test('Assign makes it somebody’s: on the card, in the thread, in Security Hub’s note, on the bus; its status stays', async () => {
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'assign', assignForm(BRUNO));
  expect(world.drawn()).toContain('owner <@U0BRUNO>');
  expect(said(world)).toHaveLength(1);
  expect(said(world)[0]).toContain('*Assigned* to <@U0BRUNO> by <@U0ANA>');
  expect(noteInHub()).toContain('Assigned to U0BRUNO by ana (U0ANA) in Slack');
  expect(world.statuses()).toEqual(['NEW']);
  expect(events()).toContain('Finding Assigned');
  const detail = JSON.stringify(world.bus.events.find(({ event }) => event['detail-type'] === 'Finding Assigned')?.event.detail);
  expect(detail).toContain('"owner":"U0BRUNO"');
});

test('it is assigned to the group that the policy names as its owners', async () => {
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'assign', ownersForm(ANA, 'owners|S0PAYMENTS'));
  expect(world.drawn()).toContain('owner <!subteam^S0PAYMENTS>');
  expect(said(world)[0]).toContain('*Assigned* to <!subteam^S0PAYMENTS>');
});

test('nothing is assigned to a guest, and the form says why', async () => {
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'assign', assignForm(GUS));
  expect(JSON.stringify(world.slack.as(ANA).modals()[0]?.errors)).toContain('gus cannot use shub (guest)');
  expect(said(world)).toEqual([]);
});

test('whoever is not in the channel is told directly what is theirs now', async () => {
  await world.arrives(aGuardDutyAsff());
  const channel = world.slack.state.channels.get(ALERTS);
  if (channel) channel.members = channel.members.filter((member) => member !== NICK);
  await fills(world, ANA, 'assign', assignForm(NICK));
  await world.settle(60_000);
  const direct = [...world.slack.state.messages].filter(([channel]) => channel.startsWith('D')).flatMap(([, messages]) => messages);
  expect(JSON.stringify(direct)).toContain('this is assigned to you');
});

test('a note is in Security Hub and in the thread, and nobody’s press is held up by it', async () => {
  await world.arrives(aGuardDutyAsff());
  const { ts } = world.card();
  await fills(world, ANA, 'note', noteForm('Payments knows; fix comes with release 42'));
  expect(noteInHub()).toMatch(/Noted by ana \(U0ANA\) in Slack: Payments knows; fix comes with release 42 \[[0-9a-f]{12}\]/);
  expect(said(world)).toHaveLength(1);
  expect(said(world)[0]).toContain('“Payments knows; fix comes with release 42”');

  await fills(world, ANA, 'note', noteForm('Another one'));
  expect(said(world)).toHaveLength(2);
  expect(world.card().ts).toBe(ts);
  await world.press(BRUNO, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('a note sent off twice is one note', async () => {
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'note', noteForm('Once'));
  const request = world.slack.lastRequest();
  if (!request) throw new Error('nothing was sent');
  await world.slack.deliver(request.body, request.headers);
  await world.settle();
  expect(said(world)).toHaveLength(1);
});

test('Snooze puts it off for an hour, then it is new again and says so on the card, in the thread and in the channel', async () => {
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'snooze', snoozeForm('1 hour'));
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.drawn()).toContain('*Snoozed* until');
  expect(noteInHub()).toContain('Snoozed until 2026-03-02 09:59 UTC by ana');

  await world.minutes(58);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  await world.minutes(4);
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.drawn()).toContain('*Back from its snooze*: its time is over; <@U0ANA> had put it off');
  expect(said(world).filter((line) => line.includes('Back from its snooze'))).toHaveLength(1);
  expect(world.replies().find(({ attachments }) => JSON.stringify(attachments).includes('Back from'))?.broadcast).toBe(true);
  expect(row(world)).toContain('Acknowledge');
  expect(world.cards()).toHaveLength(1);
}, 120_000);

test.each([
  ['a time to come', 'at a time', Date.UTC(2026, 2, 3, 7) / 1000, '2026-03-03 07:00 UTC'],
  ['tomorrow morning where the person is', 'tomorrow at 08:00', undefined, '2026-03-03 08:00 UTC'],
  ['four hours', '4 hours', undefined, '2026-03-02 12:59 UTC'],
])('it can be put off until %s', async (_, preset, at, until) => {
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'snooze', snoozeForm(preset, at));
  expect(noteInHub()).toContain(`Snoozed until ${until} by ana`);
});

test.each([
  ['is gone', Date.UTC(2026, 2, 2, 8) / 1000, 'a time to come'],
  ['is further off than the policy allows', Date.UTC(2026, 5, 2) / 1000, '30 days at most'],
  ['is not chosen', undefined, 'Please choose a time'],
])('a time that %s is refused in the form', async (_, at, words) => {
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'snooze', snoozeForm('at a time', at));
  expect(JSON.stringify(world.slack.as(ANA).modals()[0]?.errors)).toContain(words);
  expect(world.statuses()).toEqual(['NEW']);
});

test('what is put off until it gets worse comes back as soon as it does, and the channel hears of it', async () => {
  await world.arrives(aControlAsff({ Severity: { Label: 'HIGH', Normalized: 70 } }));
  await fills(world, ANA, 'snooze', snoozeForm('until its severity rises'));
  expect(world.drawn()).toContain('*Snoozed* until its severity rises');
  await world.minutes(90);
  expect(world.statuses()).toEqual(['NOTIFIED']);

  const [finding] = world.hub.findings.values();
  await world.arrives({ ...finding, Severity: { Label: 'CRITICAL', Normalized: 90 }, UpdatedAt: '2026-03-02T11:00:00.000Z' });
  await world.minutes(2);
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.drawn()).toContain('its severity rose from HIGH to CRITICAL');
  expect(said(world).filter((line) => line.includes('Its severity rose from HIGH to CRITICAL'))).toHaveLength(1);
}, 120_000);

test('when somebody re-opens it elsewhere, a snoozed card is not snoozed any more', async () => {
  await world.arrives(aControlAsff());
  await fills(world, ANA, 'snooze', snoozeForm('4 hours'));
  await world.minutes(11);
  const refs = [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
  world.hub.consoleUpdates(refs, { status: 'NEW', note: 'Not yet', who: 'console/dan' });
  await world.minutes(2);
  expect(world.drawn()).not.toContain('*Snoozed* until');
  expect(said(world).filter((line) => line.includes('Re-opened outside Slack'))).toHaveLength(1);
  await world.minutes(5);
  expect(row(world)).toContain('Acknowledge');
}, 120_000);

test('a resolved finding that still fails a day later says so in its thread and is new again', async () => {
  await world.arrives(aControlAsff());
  await fills(world, ANA, 'resolve', noteForm('Port closed'));
  await world.clock.advance(24 * 3600_000 + 60_000);
  await world.tick();
  await world.settle(60_000);
  expect(world.statuses()).toEqual(['NEW']);
  expect(said(world).filter((line) => line.includes('its check still fails'))).toHaveLength(1);
  expect(world.drawn()).toContain('*Re-opened* by shub');
  expect(world.cards()).toHaveLength(1);
});

test.each([
  ['its check passes', { Compliance: { Status: 'PASSED', SecurityControlId: 'EC2.19' } }, 'its check passes'],
  ['its product archives it', { RecordState: 'ARCHIVED' }, 'its product has archived it'],
])('a resolved finding is confirmed fixed when %s, and stays resolved', async (_, change, words) => {
  await world.arrives(aControlAsff());
  await fills(world, ANA, 'resolve', noteForm('Port closed'));
  const [finding] = world.hub.findings.values();
  await world.arrives({ ...finding, ...change, UpdatedAt: '2026-03-02T11:00:00.000Z' });
  await world.minutes(2);
  expect(world.drawn()).toContain(`*Confirmed fixed*: ${words}`);
  await world.clock.advance(25 * 3600_000);
  await world.tick();
  await world.settle(60_000);
  expect(world.statuses()).toEqual(['RESOLVED']);
  expect(said(world).join()).not.toContain('still fails');
});

test('the suppression that a person asked for is undone by another, and the finding stands as it did', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(BRUNO, 'acknowledge');
  await fills(world, ANA, 'suppress', suppressForm('A honeypot'));
  expect(world.statuses()).toEqual(['SUPPRESSED']);
  expect(row(world)).toMatch(/^Re-open Undo Details/);

  await world.press(BRUNO, 'undo');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0BRUNO>');
  expect(world.drawn()).not.toContain('*Suppressed* until');
  expect(row(world)).not.toContain('Undo');
  expect(said(world).at(-1)).toContain('<@U0BRUNO> *undid*: it is not suppressed any more');
  expect(noteInHub()).toContain('Undone (it was suppressed) by bruno');
  expect(events()).toContain('Press Undone');
});
