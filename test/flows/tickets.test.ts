import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff, anAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aMediumAsff, answered, asks, historyOf, MEDIUM, presses, pressing, ticketIn, ticketsIn } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO, viewer: VERA } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

test('a MEDIUM finding becomes a ticket without a card, and the list says how bad, what, by when and that nobody has it', async () => {
  await world.arrives(aMediumAsff());
  expect(world.cards()).toEqual([]);

  await asks(world, VERA, '/shub tickets');
  const list = answered(world, VERA);
  expect(list).toContain('🟡 *MEDIUM* The shop database has no backup');
  expect(list).toContain('open, nobody has it · due in 30 days');
  expect(historyOf(await ticketIn(world))).toEqual(['opened by policy']);
});

test.each([
  ['it was there before shub', aMediumAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' })],
  ['the policy only logs its severity', anAsff({ Severity: { Label: 'LOW', Normalized: 1 } })],
  ['it arrives resolved', aMediumAsff({ Workflow: { Status: 'RESOLVED' } })],
])('a finding gets no ticket when %s', async (_, finding) => {
  await world.arrives(finding);
  expect(await ticketsIn(world)).toEqual([]);
});

test('a finding without a ticket gets one by the button under it, from whoever pressed', async () => {
  await world.arrives(aMediumAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }));
  await asks(world, ANA, `/shub show ${String(aMediumAsff().Id)}`);
  await presses(world, ANA, 'finding:ticket');

  expect(answered(world, ANA)).toContain('You have opened this ticket.');
  expect(historyOf(await ticketIn(world))).toEqual([`opened by ${ANA}`]);
});

test('the same problem under two standards is one ticket, closed only when both findings are', async () => {
  await world.arrives(aControlAsff({ Severity: MEDIUM }), aControlAsff({ Severity: MEDIUM, Id: 'another-standard' }));
  expect((await ticketIn(world)).findings).toHaveLength(2);

  await world.arrives(aControlAsff({ Severity: MEDIUM, RecordState: 'ARCHIVED', UpdatedAt: '2026-03-02T10:00:00.000Z' }));
  expect((await ticketIn(world)).state).toBe('OPEN');
  await world.arrives(
    aControlAsff({ Severity: MEDIUM, RecordState: 'ARCHIVED', UpdatedAt: '2026-03-02T10:00:00.000Z', Id: 'another-standard' }),
  );
  expect((await ticketIn(world)).state).toBe('CLOSED');
});

test('Ticket under a card opens one, shows it to whoever pressed with what can be done, and the card says how it stands', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  expect(world.drawn()).toContain('🎫 *Ticket*: open, nobody has it · due');
  expect(answered(world, ANA)).toContain('You have opened this ticket.');

  await presses(world, ANA, 'ticket:take');
  expect(answered(world, ANA)).toContain('taken by you · due in 14 days');
  expect(world.drawn()).toContain('🎫 *Ticket*: taken by <@U0ANA> · due');
  expect(world.cards()).toHaveLength(1);
  expect(world.statuses()).toEqual(['NEW']);
});

test('whoever presses Ticket second sees the one there is', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  await world.press(BRUNO, 'ticket');
  expect(answered(world, BRUNO)).toContain('There is a ticket already');
  expect(historyOf(await ticketIn(world))).toEqual([`opened by ${ANA}`]);
});

test('of two people who take a ticket at once one has it, and the other is told who in their own list', async () => {
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  await asks(world, BRUNO, '/shub tickets');
  await Promise.all([pressing(world, ANA, 'ticket:take'), pressing(world, BRUNO, 'ticket:take')]);
  await world.settle();

  const { owner } = await ticketIn(world);
  const other = owner === ANA ? BRUNO : ANA;
  expect(answered(world, owner ?? '')).toContain('taken by you');
  expect(answered(world, other)).toContain(`<@${owner}> has taken this ticket already. Nothing was changed.`);
  expect(answered(world, other)).toContain(`taken by <@${owner}>`);
  expect((await ticketIn(world)).history).toHaveLength(2);
});

test('a list is drawn anew in place by each press, and a ticket that belongs there no longer stays in sight with what it offers now', async () => {
  await world.arrives(aMediumAsff(), aMediumAsff({ Id: 'another', Title: 'The other database has no backup' }));
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:done', 'The other database');

  expect(world.told(ANA)).toHaveLength(1);
  expect(answered(world, ANA)).toContain('You have marked this ticket as done.');
  expect(answered(world, ANA)).toContain('done by you · the finding is still new in Security Hub; it stays open there');
  expect(answered(world, ANA)).toContain('The shop database has no backup');

  await presses(world, ANA, 'ticket:reopen', 'The other database');
  expect(answered(world, ANA)).toContain('taken by you');
  await presses(world, ANA, 'ticket:give-back', 'The other database');
  expect(answered(world, ANA)).not.toContain('taken by you');
  expect(world.told(ANA)).toHaveLength(1);
});

test('a done ticket whose control still fails says so', async () => {
  await world.arrives(aControlAsff({ Severity: MEDIUM }));
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:done');
  expect(answered(world, ANA)).toContain('the finding is still FAILED in Security Hub; it stays open there');
  expect(world.statuses()).toEqual(['NEW']);
});

test('the lists are buttons of one another, and pages are turned in place', async () => {
  await world.arrives(...Array.from({ length: 8 }, (_, i) => aMediumAsff({ Id: `check-${i}`, Title: `Check ${i} failed` })));
  await asks(world, ANA, '/shub tickets');
  expect(answered(world, ANA)).toContain('Open tickets* · 8 · page 1 of 2');
  const first = answered(world, ANA);
  await presses(world, ANA, 'tickets:next');
  expect(answered(world, ANA)).toContain('page 2 of 2');
  await presses(world, ANA, 'ticket:take');
  expect(answered(world, ANA)).toContain('page 2 of 2');
  expect(answered(world, ANA)).toContain('taken by you');
  await presses(world, ANA, 'tickets:previous');
  expect(answered(world, ANA)).toBe(first);

  await presses(world, ANA, 'tickets:mine');
  expect(answered(world, ANA)).toContain('Tickets you have taken* · 1');
  await presses(world, ANA, 'tickets:due');
  expect(answered(world, ANA)).toContain('Nothing is due within a week.');
  await presses(world, ANA, 'tickets:done');
  expect(answered(world, ANA)).toContain('Tickets that are done or closed* · 0');
  expect(world.told(ANA)).toHaveLength(1);

  await asks(world, BRUNO, '/shub tickets mine');
  expect(answered(world, BRUNO)).toContain('Tickets you have taken* · 0');
});

test('a ticket leads to its finding and, where there is one, to its card', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  await asks(world, VERA, '/shub tickets');
  expect(answered(world, VERA)).toContain(`<https://slack.com/archives/${ALERTS}/p${world.card().ts.replace('.', '')}|its card>`);
  await presses(world, VERA, 'findings:show');
  expect(answered(world, VERA)).toContain('🎫 *Ticket*: open, nobody has it');
});

test.each(['ticket:take', 'ticket:done'])('a viewer looks at tickets, and %s is refused to them', async (action) => {
  await world.arrives(aMediumAsff());
  await asks(world, VERA, '/shub tickets');
  await presses(world, VERA, action);
  expect(world.told(VERA).at(-1)).toContain('Nothing was done. This needs the role responder');
  expect(historyOf(await ticketIn(world))).toEqual(['opened by policy']);
});

test('who lost their role between pressing and doing is refused', async () => {
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  const ticket = (await ticketIn(world)).key;
  const press = { kind: 'ticket' as const, who: VERA, channel: ALERTS, press: 'p', ticket, move: 'take' as const };
  await world.services.queues.request(press, 'actions');
  await world.settle();
  expect(world.told(VERA).at(-1)).toContain('This needs the role responder');
  expect((await ticketIn(world)).state).toBe('OPEN');
});

test('/shub tickets dnoe is refused with the nearest right form', async () => {
  expect(await asks(world, VERA, '/shub tickets dnoe')).toContain('Did you mean `/shub tickets done`');
});

test('what people did about a ticket is on record in the details of its finding', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  await presses(world, ANA, 'ticket:take');
  await world.press(VERA, 'details');
  const [modal] = world.slack.as(VERA).modals();
  expect(JSON.stringify(modal?.view)).toContain('🎫 Ticket opened by <@U0ANA>');
  expect(JSON.stringify(modal?.view)).toContain('🎫 Ticket taken by <@U0ANA>');
});
