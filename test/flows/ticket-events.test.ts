import { afterEach, beforeEach, expect, test } from 'vitest';
import { EVENT_DETAILS } from '../../src/domain/events-out.ts';
import { EventType } from '../../src/domain/outgoing.ts';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aMediumAsff, asks, days, eventsOf, MEDIUM, presses, ticketIn } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const told = () => eventsOf(world).map(({ type, by, from }) => `${type} by ${by} (${from})`);

test('every change of a ticket is an event on the bus, once and in its order, that says who did it', async () => {
  await world.arrives(aControlAsff({ Severity: MEDIUM }));
  await asks(world, ANA, '/shub tickets');
  for (const action of ['ticket:take', 'ticket:give-back', 'ticket:done', 'ticket:reopen']) await presses(world, ANA, action);
  await days(world, 31);
  await world.arrives(aControlAsff({ Severity: MEDIUM, UpdatedAt: '2026-03-02T10:00:00.000Z', RecordState: 'ARCHIVED' }));
  await world.arrives(aControlAsff({ Severity: MEDIUM, UpdatedAt: '2026-03-02T11:00:00.000Z' }));
  await world.minutes(3);

  expect(told()).toEqual([
    'Ticket Opened by policy (shub)',
    `Ticket Taken by ${ANA} (slack)`,
    `Ticket Given Back by ${ANA} (slack)`,
    `Ticket Done by ${ANA} (slack)`,
    `Ticket Reopened by ${ANA} (slack)`,
    'Ticket Overdue by clock (shub)',
    'Ticket Closed by Security Hub (outside)',
    'Ticket Reopened by Security Hub (outside)',
  ]);
  expect(new Set(eventsOf(world).map(({ id }) => id)).size).toBe(8);
});

test('an event about a ticket has the form that is documented, names the resources, and leads to the card', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  await presses(world, ANA, 'ticket:take');
  const { event } = world.bus.events.find((each) => each.event['detail-type'] === 'Ticket Taken') ?? {};
  const type = EventType.parse(event?.['detail-type']);
  expect(EVENT_DETAILS[type].parse(event?.detail)).toEqual(event?.detail);
  expect(event).toMatchObject({ source: 'shub', resources: [expect.stringContaining('arn:aws:ec2:')] });
  expect(eventsOf(world).at(-1)).toMatchObject({
    ticket: { state: 'TAKEN', owner: ANA },
    link: `https://slack.com/archives/${ALERTS}/p${world.card().ts.replace('.', '')}`,
  });
});

test('a press that loses against another is no event', async () => {
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  await asks(world, BRUNO, '/shub tickets');
  await presses(world, ANA, 'ticket:take');
  await presses(world, BRUNO, 'ticket:take');
  expect(told()).toEqual(['Ticket Opened by policy (shub)', `Ticket Taken by ${ANA} (slack)`]);
});

test('what the bus does not take is told as soon as it does again, and people notice nothing', async () => {
  world.bus.faults.add({ operation: 'PutEvents', fault: { do: 'answer', answer: { status: 503, body: '' } } });
  await world.arrives(aMediumAsff());
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:take');
  await world.minutes(3);
  expect(told()).toEqual([]);
  expect(await ticketIn(world)).toMatchObject({ state: 'TAKEN', told: 0 });
  expect(world.told(ANA)).toHaveLength(1);

  world.bus.faults.clear();
  await world.minutes(2);
  expect(told()).toEqual(['Ticket Opened by policy (shub)', `Ticket Taken by ${ANA} (slack)`]);
  expect(await ticketIn(world)).toMatchObject({ told: 2 });
});

test('what the bus has not taken for a day is given up, and said so in the log', async () => {
  world.bus.faults.add({ operation: 'PutEvents', fault: { do: 'answer', answer: { status: 503, body: '' } } });
  await world.arrives(aMediumAsff());
  await days(world, 1.1);
  await world.minutes(1);
  expect(world.counted('EventsGivenUp')).toBe(1);
  expect(await ticketIn(world)).toMatchObject({ told: 1 });
});
