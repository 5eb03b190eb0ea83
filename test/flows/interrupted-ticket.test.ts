import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/wire.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aMediumAsff, answered, asks, eventsOf, historyOf, presses, ticketIn } from '../support/tickets.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const REFUSED: Fault = {
  do: 'answer',
  answer: { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' } },
};
const FAULTS = [
  ['fails', REFUSED],
  ['is not answered', { do: 'lose answer' }],
] as const satisfies [string, Fault][];

/** The writes of these kinds of rows; that a ticket's changes are known is written by another worker, at any time. */
const writing =
  (...rows: string[]) =>
  ({ body }: { body: Buffer }): boolean => {
    const text = body.toString();
    return rows.some((row) => text.includes(`"${row}`)) && !/NONCE#|SNAPSHOT#/.test(text) && !isTold(text);
  };
const isTold = (text: string): boolean =>
  text.includes('"TICKET#') && Number(/"told":\{"N":"(\d+)"/.exec(text)?.[1]) === [...text.matchAll(/"did":/g)].length;

const interrupt = (fault: Fault, skip: number, ...rows: string[]) =>
  world.dynamodb.faults.add({ operation: 'PutItem', when: writing(...rows), times: 1, skip, fault });

const places = (...writes: string[]) =>
  writes.flatMap((write, place) => FAULTS.map(([what, fault]) => [write, what, fault, place] as const));

test.each(places('the finding', 'the ticket'))(
  'an arrival at which writing %s %s leaves one ticket, opened once',
  async (_, _what, fault, place) => {
    interrupt(fault, place, 'FINDING#', 'TICKET#');
    await world.arrives(aMediumAsff());
    expect(world.dynamodb.faults.rules).toEqual([]);
    await world.minutes(8);
    expect(historyOf(await ticketIn(world))).toEqual(['opened by policy']);
    expect(await ticketIn(world)).toMatchObject({ told: 1 });
  },
);

test.each(FAULTS)(
  'a change of which it is not written down that everybody knows it, because that %s, is told again by the same name',
  async (_, fault) => {
    world.dynamodb.faults.add({ operation: 'PutItem', when: ({ body }) => isTold(body.toString()), times: 1, fault });
    await world.arrives(aMediumAsff());
    await world.minutes(8);
    expect(await ticketIn(world)).toMatchObject({ told: 1 });
    expect(new Set(eventsOf(world).map(({ id }) => id)).size).toBe(1);
  },
);

test('a ticket that could not be written is opened by a newer state of its finding, when that comes first', async () => {
  world.dynamodb.faults.add({ operation: 'PutItem', when: writing('TICKET#'), times: 1, fault: REFUSED });
  await world.arrives(aMediumAsff());
  await world.arrives(aMediumAsff({ UpdatedAt: '2026-03-02T10:00:00.000Z', Description: 'Still none.' }));
  expect(historyOf(await ticketIn(world))).toEqual(['opened by policy']);
  await world.minutes(8);
  expect(historyOf(await ticketIn(world))).toEqual(['opened by policy']);
});

test('a finding that EventBridge delivers twice, and both at once, is one ticket opened once', async () => {
  world.bus.rule({
    name: 'twice',
    pattern: { source: ['aws.securityhub'] },
    targets: ['a', 'b'].map((id) => ({ id, arn: `arn:aws:sqs:${world.config.region}:111122223333:shub-findings` })),
  });
  await world.arrives(aMediumAsff());
  await world.minutes(1);
  expect(historyOf(await ticketIn(world))).toEqual(['opened by policy']);
});

test.each(places('the ticket', 'the audit trail', 'the card wanting to show it', 'the claim to edit the card', 'the card showing it'))(
  'a press on Take at which writing %s %s takes the ticket once, and the card and the answer say so',
  async (_, _what, fault, place) => {
    await world.arrives(aGuardDutyAsff());
    await world.press(ANA, 'ticket');
    interrupt(fault, place, 'TICKET#', 'chain', 'CARD#');
    await presses(world, ANA, 'ticket:take');
    expect(world.dynamodb.faults.rules).toEqual([]);

    await world.minutes(8);
    expect(historyOf(await ticketIn(world))).toEqual([`opened by ${ANA}`, `taken by ${ANA}`]);
    expect(world.drawn()).toContain('🎫 *Ticket*: taken by <@U0ANA>');
    expect(answered(world, ANA)).toContain('taken by you');
    const audit = await world.onRecord();
    expect(audit.map(({ action, result }) => [action, result]).sort()).toEqual([
      ['ticket', 'opened'],
      ['ticket', 'taken'],
    ]);
  },
);

test('a press that comes out of its queue again after someone else has the ticket changes nothing', async () => {
  await world.arrives(aMediumAsff());
  const ticket = (await ticketIn(world)).key;
  const take = { kind: 'ticket' as const, who: ANA, channel: 'C0ALERTS', press: 'once', ticket, move: 'take' as const };
  await world.services.queues.request(take, 'actions');
  await world.settle();
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:give-back');
  await world.services.queues.request(take, 'actions');
  await world.settle();
  expect(historyOf(await ticketIn(world))).toEqual(['opened by policy', `taken by ${ANA}`, `given back by ${ANA}`]);
});

test('a ticket that was changed by a worker which then died is shown on its card by the clock', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'ticket');
  const ticket = await ticketIn(world);
  await world.services.ticketing.move(ticket.key, 'take', { by: ANA, press: 'died' });
  expect(world.drawn()).not.toContain('taken by');
  await world.minutes(2);
  expect(world.drawn()).toContain('🎫 *Ticket*: taken by <@U0ANA>');
});
