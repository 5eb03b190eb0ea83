import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { escalations, inFallback, mentions } from '../support/escalating.ts';
import { eventsOf } from '../support/outlets.ts';
import { suppresses } from '../support/suppressing.ts';
import { aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { responder: ANA } = PEOPLE;

const WAITS = `
onCall: [{ when: { account: '111122223333' }, who: S0RESPONDERS }, { who: [U0DAN] }]
escalation:
  HIGH: { mention: 10m, page: 5m, fallback: 5m }
`;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}${WAITS}` });
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const steps = () => [mentions(world).length, escalations(world).length, inFallback(world).length];

test('a card that nobody acknowledges calls the on-call in its thread, then pages, then tells the fallback channel, each at its time', async () => {
  await world.minutes(9);
  expect(steps()).toEqual([0, 0, 0]);
  await world.minutes(2);
  expect(steps()).toEqual([1, 0, 0]);
  expect(mentions(world)[0]).toMatchObject({ broadcast: true });
  expect(JSON.stringify(mentions(world)[0]?.blocks)).toContain('<!subteam^S0RESPONDERS> · nobody has acknowledged this for 10 minutes');
  // In the channel it stands apart from its card, so it says what it is about.
  expect(JSON.stringify(mentions(world)[0]?.blocks)).toContain('*HIGH* ');

  await world.minutes(3);
  expect(steps()).toEqual([1, 0, 0]);
  await world.minutes(2);
  expect(steps()).toEqual([1, 1, 0]);
  expect(escalations(world)[0]).toMatchObject({ severity: 'HIGH', escalation: { by: 'shub', waitedMinutes: 15, storm: false } });

  await world.minutes(5);
  expect(steps()).toEqual([1, 1, 1]);
  expect(JSON.stringify(inFallback(world))).toContain('Open the card');
  await world.minutes(60);
  expect(steps()).toEqual([1, 1, 1]);
  expect(eventsOf(world).filter(({ type }) => type === 'Finding Escalated')).toHaveLength(3);
});

const STOPS: Record<string, () => Promise<unknown>> = {
  acknowledges: () => world.press(ANA, 'acknowledge'),
  suppresses: () => suppresses(world, ANA, 'A honeypot, open on purpose'),
  async resolves() {
    await world.press(ANA, 'resolve');
    await world.slack.as(ANA).submit({ note: { text: { type: 'plain_text_input', value: 'Instance stopped' } } });
    await world.settle();
  },
};

test.each(
  Object.keys(STOPS).flatMap((how) => [
    [how, 'before anybody is called', 8, [0, 0, 0]] as const,
    [how, 'before the page', 13, [1, 0, 0]] as const,
    [how, 'before the fallback channel hears of it', 18, [1, 1, 0]] as const,
  ]),
)('somebody who %s it %s ends it there', async (how, _, after, told) => {
  await world.minutes(after);
  await STOPS[how]?.();
  await world.minutes(40);
  expect(steps()).toEqual(told);
});

test('a card that is re-opened escalates anew, from the beginning', async () => {
  await world.minutes(11);
  await world.press(ANA, 'acknowledge');
  await world.minutes(30);
  await world.press(ANA, 'reopen');
  await world.minutes(8);
  expect(steps()).toEqual([1, 0, 0]);
  await world.minutes(4);
  expect(steps()).toEqual([2, 0, 0]);
  await world.minutes(5);
  expect(steps()).toEqual([2, 1, 0]);
});

test('a problem that comes back after it was closed escalates anew, under another id', async () => {
  await world.minutes(16);
  const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${30 + minute}:00.000Z` });
  await world.arrives(aGuardDutyAsff({ ...at(1), RecordState: 'ARCHIVED' }));
  await world.arrives(aGuardDutyAsff({ ...at(2), RecordState: 'ACTIVE' }));
  await world.minutes(17);
  expect(escalations(world)).toHaveLength(2);
  expect(new Set(escalations(world).map(({ id }) => id)).size).toBe(2);
});

test('another account has other people on call, and another severity none of it', async () => {
  const elsewhere = { Id: 'other', AwsAccountId: '444455556666', Resources: [{ Type: 'Other', Id: 'other' }] };
  await world.arrives(aGuardDutyAsff(elsewhere), aGuardDutyAsff({ ...elsewhere, Id: 'worst', Severity: { Label: 'CRITICAL' } }));
  await world.minutes(12);
  expect(mentions(world)).toHaveLength(2);
  expect(JSON.stringify(mentions(world))).toContain('<@U0DAN>');
});
