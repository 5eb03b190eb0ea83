import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aMediumAsff, answered, asks, days, historyOf, presses, ticketIn } from '../support/tickets.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA, viewer: VERA } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

/** What this person was told directly. */
function directly(who: string): string[] {
  const { channels, messages } = world.slack.state;
  const direct = [...channels.values()].find(({ kind, members }) => kind === 'im' && [...members].includes(who));
  return (direct ? (messages.get(direct.id) ?? []) : []).map(({ text }) => text);
}

test('an owner is reminded once, a day before the ticket is due', async () => {
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:take');
  await days(world, 28);
  expect(directly(ANA)).toEqual([]);

  await days(world, 1.5);
  await world.minutes(2);
  expect(directly(ANA)).toEqual([expect.stringContaining('A ticket of yours is due within a day')]);
});

test('when a ticket is overdue its owner is told once, and lists and card say so', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  await presses(world, ANA, 'ticket:take');
  await days(world, 14.5);
  await world.minutes(2);
  expect(directly(ANA)).toEqual([expect.stringContaining('A ticket of yours is overdue')]);
  expect(historyOf(await ticketIn(world)).at(-1)).toBe('overdue by clock');
  expect(world.drawn()).toContain('*overdue* since');

  await asks(world, VERA, '/shub tickets due');
  expect(answered(world, VERA)).toContain('⏰ *overdue* by 12 hours');
});

test('a ticket that nobody has becomes overdue without anyone being written to', async () => {
  await world.arrives(aMediumAsff());
  await days(world, 40);
  await world.minutes(2);
  expect(historyOf(await ticketIn(world))).toEqual(['opened by policy', 'overdue by clock']);
  expect(world.slack.calls.filter(({ operation }) => operation === 'conversations.open')).toEqual([]);
});

test('a ticket that is done in time does not become overdue', async () => {
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:done');
  await days(world, 40);
  expect((await ticketIn(world)).state).toBe('DONE');
  expect(directly(ANA)).toEqual([]);
});

test('an owner whom Slack did not let us write to is written to at the next minute', async () => {
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:take');
  world.slack.faults.add({ operation: 'conversations.open', times: 1, fault: { do: 'answer', answer: { status: 503, body: '' } } });
  await days(world, 29.5);
  await world.minutes(4);
  expect(directly(ANA)).toHaveLength(1);
});
