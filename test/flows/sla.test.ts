import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { days } from '../support/tickets.ts';
import { aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { responder: ANA } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}\nsla: { acknowledge: { HIGH: 30m }, resolve: { HIGH: 2d } }\n` });
  await world.arrives(aGuardDutyAsff({ Severity: { Label: 'HIGH', Normalized: 70 } }));
});
afterEach(() => world.stop());

test('a card that nobody acknowledges in time says so from that minute on, and is counted once', async () => {
  await world.minutes(28);
  expect(world.drawn()).not.toContain('SLA breached');
  await world.minutes(4);
  expect(world.drawn()).toContain('*SLA breached*: it should have been acknowledged by');
  await world.minutes(3);
  expect(world.counted('SlaBreaches')).toBe(1);
});

test('a card that is acknowledged in time is late only when it is not resolved in time', async () => {
  await world.press(ANA, 'acknowledge');
  await world.minutes(35);
  expect(world.drawn()).not.toContain('SLA breached');
  await days(world, 2);
  await world.minutes(3);
  expect(world.drawn()).toContain('*SLA breached*: it should have been resolved by');
  expect(world.drawn()).not.toContain('should have been acknowledged');
});

test('what was acknowledged late still says so, and a closed card gets no later', async () => {
  await world.minutes(32);
  await world.press(ANA, 'resolve');
  await world.slack.as(ANA).submit({ note: { text: { type: 'plain_text_input', value: 'Instance stopped' } } });
  await world.settle();
  await days(world, 3);
  await world.minutes(2);
  expect(world.drawn()).toContain('should have been acknowledged by');
  expect(world.drawn()).not.toContain('should have been resolved');
});

test('a severity without a limit is never late', async () => {
  await world.stop();
  world = await aWorld({ policy: `${POLICY}\nsla: { acknowledge: { CRITICAL: 30m } }\n` });
  await world.arrives(aGuardDutyAsff({ Severity: { Label: 'HIGH', Normalized: 70 } }));
  await days(world, 3);
  await world.minutes(2);
  expect(world.drawn()).not.toContain('SLA');
});
