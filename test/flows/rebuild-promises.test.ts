import { afterEach, expect, test, vi } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { escalations, inFallback, mentions } from '../support/escalating.ts';
import { loseTheTable, rebuild } from '../support/rebuilding.ts';
import { suppresses } from '../support/suppressing.ts';
import { aMediumAsff, asks, days, eventsOf, historyOf, presses, ticketIn } from '../support/tickets.ts';
import { assignForm, fills, noteForm, snoozeForm } from '../support/triage.ts';
import { aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

/** Hours go by. */
vi.setConfig({ testTimeout: 180_000 });

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
afterEach(() => world.stop());

/** The table goes, and is written anew; whatever wants to be drawn is. */
async function lostAndRebuilt(): Promise<string> {
  await loseTheTable(world);
  const { code, said } = await rebuild(world);
  expect(code, said).toBe(0);
  await world.minutes(2);
  return said.replace(/\s+/g, ' ');
}

test('a snooze that was in force when the table was lost still ends when it was to end, and says so', async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'snooze', snoozeForm('1 hour'));
  await lostAndRebuilt();
  expect(world.drawn()).toContain('Snoozed');
  expect(world.statuses()).toEqual(['NOTIFIED']);

  await world.minutes(50);
  expect(world.drawn()).toContain('Snoozed');
  await world.minutes(12);
  expect(world.statuses()).toEqual(['NEW']);
  expect(JSON.stringify(world.replies())).toContain('snooze');
});

test('so does one over whose note somebody has written since', async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'snooze', snoozeForm('1 hour'));
  await fills(world, BRUNO, 'note', noteForm('See the change request'));
  await lostAndRebuilt();
  await world.minutes(50);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  await world.minutes(12);
  expect(world.statuses()).toEqual(['NEW']);
});

test('a suppression ends by itself on its last day, though its note was written over', async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await suppresses(world, ANA, 'A honeypot', '2026-03-05');
  await fills(world, BRUNO, 'note', noteForm('Asked the owners'));
  await lostAndRebuilt();
  expect(world.statuses()).toEqual(['SUPPRESSED']);
  await days(world, 2);
  expect(world.statuses()).toEqual(['SUPPRESSED']);
  await days(world, 2);
  await world.minutes(1);
  expect(world.statuses()).toEqual(['NEW']);
  expect(JSON.stringify(world.cards())).toContain('A honeypot');
});

test('what is resolved and still fails a day later is new again', async () => {
  world = await aWorld();
  await world.arrives(aControlAsff({ Severity: { Label: 'HIGH', Normalized: 70 } }));
  await fills(world, ANA, 'resolve', noteForm('Port closed'));
  await lostAndRebuilt();
  expect(world.statuses()).toEqual(['RESOLVED']);
  await days(world, 1);
  await world.minutes(2);
  expect(world.statuses()).toEqual(['NEW']);
});

test('what was given to somebody is theirs still', async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await fills(world, ANA, 'assign', assignForm(BRUNO));
  await lostAndRebuilt();
  expect(world.drawn()).toContain(`owner <@${BRUNO}>`);
});

test('tickets are as people left them, the due date and whose they are included, and their cards say so', async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  await presses(world, ANA, 'ticket:take');
  const before = await ticketIn(world);
  const told = eventsOf(world);
  expect(before).toMatchObject({ state: 'TAKEN', owner: ANA });

  const said = await lostAndRebuilt();
  expect(said).toContain('Those that people opened, took or finished, from the audit trail.');
  const { due, state, owner } = await ticketIn(world);
  expect({ due, state, owner }).toEqual({ due: before.due, state: 'TAKEN', owner: ANA });
  expect(historyOf(await ticketIn(world))).toEqual(historyOf(before));
  expect(eventsOf(world)).toEqual(told);
  expect(world.drawn()).toContain(`🎫 *Ticket*: taken by <@${ANA}>`);
});

test('a ticket without a card that somebody had taken is theirs still', async () => {
  world = await aWorld();
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:take');
  await lostAndRebuilt();
  expect(await ticketIn(world)).toMatchObject({ state: 'TAKEN', owner: ANA, openedBy: 'policy' });
});

const WAITS = `
onCall: [{ who: S0RESPONDERS }]
escalation:
  HIGH: { mention: 10m, page: 20m, fallback: 10m }
`;
const steps = () => [mentions(world).length, escalations(world).length, inFallback(world).length];

test('an escalation goes on where it was: nobody is called twice, and who is still to be called is, at their time', async () => {
  world = await aWorld({ policy: `${POLICY}${WAITS}` });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(12);
  expect(steps()).toEqual([1, 0, 0]);
  await lostAndRebuilt();
  await world.minutes(10);
  expect(steps()).toEqual([1, 0, 0]);
  await world.minutes(8);
  expect(steps()).toEqual([1, 1, 0]);
  await world.minutes(10);
  expect(steps()).toEqual([1, 1, 1]);

  await lostAndRebuilt();
  await world.minutes(60);
  expect(steps()).toEqual([1, 1, 1]);
});

test('a card that nobody had been called to yet is escalated when it is due, counted from its message', async () => {
  world = await aWorld({ policy: `${POLICY}${WAITS}` });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(5);
  await lostAndRebuilt();
  expect(steps()).toEqual([0, 0, 0]);
  await world.minutes(4);
  expect(steps()).toEqual([1, 0, 0]);
});

test('it says what is lost for good', async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  const { said } = await rebuild(world, ['--dry-run']);
  const words = said.replace(/\s+/g, ' ');
  for (const lost of ['Undo of the newest presses', 'questions that wait for an approver', 'presses not carried out yet', '/shub trend'])
    expect(words).toContain(lost);
});
