import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aMediumAsff, answered, asks, days, historyOf, MEDIUM, presses, ticketIn, ticketsIn } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO } = PEOPLE;
const LATER = { UpdatedAt: '2026-03-02T10:00:00.000Z' };
const LATER_STILL = { UpdatedAt: '2026-03-02T11:00:00.000Z' };

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

/** Ana has the one ticket about a MEDIUM control that fails. */
async function anaHasIt() {
  await world.arrives(aControlAsff({ Severity: MEDIUM }));
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:take');
}
const refOf = (finding: Record<string, unknown>) => ({ Id: String(finding['Id']), ProductArn: String(finding['ProductArn']) });

const arrives = (state: Record<string, unknown>) => () => world.arrives(aControlAsff({ Severity: MEDIUM, ...state }));
const setTo = (status: string) => async () => {
  world.hub.consoleUpdates([refOf(aControlAsff())], { status, who: 'console/dan' });
  await world.settle();
};

test.each([
  ['its check passes', arrives({ ...LATER, Compliance: { Status: 'PASSED', SecurityControlId: 'EC2.19' } }), arrives(LATER_STILL)],
  ['it is archived', arrives({ ...LATER, RecordState: 'ARCHIVED' }), arrives(LATER_STILL)],
  ['someone resolves it in the AWS console', setTo('RESOLVED'), setTo('NEW')],
  ['someone suppresses it in the AWS console', setTo('SUPPRESSED'), setTo('NOTIFIED')],
])('a ticket is closed when %s, and when that is undone goes on with its owner, its history and all its time', async (_, close, reopen) => {
  await anaHasIt();
  const { due } = await ticketIn(world);
  await close();
  expect(await ticketIn(world)).toMatchObject({ state: 'CLOSED', owner: ANA });
  await asks(world, ANA, '/shub tickets done');
  expect(answered(world, ANA)).toContain('closed with its finding, <@U0ANA> had it');

  await days(world, 1);
  await reopen();
  const ticket = await ticketIn(world);
  expect(ticket).toMatchObject({ state: 'TAKEN', owner: ANA });
  expect(ticket.due > due).toBe(true);
  expect(historyOf(ticket)).toEqual(['opened by policy', `taken by ${ANA}`, 'closed by Security Hub', 'returned by Security Hub']);
});

test('a done ticket is closed when its finding is, and opens again when that returns', async () => {
  await anaHasIt();
  await presses(world, ANA, 'ticket:done');
  await world.arrives(aControlAsff({ Severity: MEDIUM, ...LATER, RecordState: 'ARCHIVED' }));
  expect((await ticketIn(world)).state).toBe('CLOSED');
  await world.arrives(aControlAsff({ Severity: MEDIUM, ...LATER_STILL }));
  expect((await ticketIn(world)).state).toBe('TAKEN');
});

test.each([
  ['Resolve', 'resolve', { note: { text: { type: 'plain_text_input', value: 'Closed the port' } } }],
  [
    'Suppress',
    'suppress',
    {
      note: { text: { type: 'plain_text_input', value: 'A honeypot' } },
      reason: { class: { type: 'static_select', selected_option: { value: 'test resource' } } },
    },
  ],
])('%s on a card closes the ticket, Re-open opens it again, and the card says both', async (_, action, values) => {
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  await presses(world, ANA, 'ticket:take');
  await world.press(BRUNO, action);
  await world.slack.as(BRUNO).submit(values);
  await world.settle();
  expect((await ticketIn(world)).state).toBe('CLOSED');
  expect(world.drawn()).toContain('🎫 *Ticket*: closed with its finding, <@U0ANA> had it');

  await world.press(BRUNO, 'reopen');
  expect(await ticketIn(world)).toMatchObject({ state: 'TAKEN', owner: ANA });
  expect(world.drawn()).toContain('🎫 *Ticket*: taken by <@U0ANA>');
});

test('a closed ticket offers nothing to press, and an old button on it says why', async () => {
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  await world.arrives(aMediumAsff({ ...LATER, RecordState: 'ARCHIVED' }));
  await presses(world, ANA, 'ticket:take');
  expect(answered(world, ANA)).toContain('This ticket is closed because its finding is');
  expect(JSON.stringify(world.told(ANA))).not.toContain('Take');
  expect((await ticketIn(world)).state).toBe('CLOSED');
});

test('nobody opens a ticket about a finding that is closed', async () => {
  await world.arrives(aGuardDutyAsff());
  world.slack.faults.add({ operation: 'chat.update', fault: { do: 'answer', answer: { status: 503, body: '' } } });
  await world.arrives(aGuardDutyAsff({ ...LATER, RecordState: 'ARCHIVED' }));
  await world.press(ANA, 'ticket');
  expect(world.told(ANA).at(-1)).toContain('This finding is closed, so there is nothing to open a ticket for.');
  expect(await ticketsIn(world)).toEqual([]);
});

test('a ticket whose finding gets worse is due sooner, and the card that follows says how it stands', async () => {
  await anaHasIt();
  const { due } = await ticketIn(world);
  await world.arrives(aControlAsff({ ...LATER, Severity: { Label: 'HIGH', Normalized: 70 } }));
  await world.minutes(1);
  const ticket = await ticketIn(world);
  expect(ticket).toMatchObject({ severity: 'HIGH', state: 'TAKEN', owner: ANA, channels: [ALERTS] });
  expect(ticket.due < due).toBe(true);
  expect(world.drawn()).toContain('🎫 *Ticket*: taken by <@U0ANA>');
});

test('what the policy calls a ticket becomes one, due when the policy says', async () => {
  await world.stop();
  world = await aWorld({ policy: `${POLICY}\nseverities: { HIGH: ticket }\ntickets: { dueDays: { HIGH: 3 } }\n` });
  await world.arrives(aGuardDutyAsff());
  await asks(world, ANA, '/shub tickets due');
  expect(answered(world, ANA)).toContain('due in 3 days');
  expect(world.cards()).toEqual([]);
});
