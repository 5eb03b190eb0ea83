import { afterEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { suppresses } from '../support/suppressing.ts';
import { asks } from '../support/tickets.ts';
import { aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

const { responder: ANA, viewer: VERA } = PEOPLE;
const HIGH = { Severity: { Label: 'HIGH', Normalized: 70 } };

let world: TestWorld;
afterEach(() => world.stop());

const report = () => textsIn(world.cards().at(-1)?.blocks).join('\n');

test('a report counts the suppressions in force, those that end soon, and what was late', async () => {
  world = await aWorld({ policy: `${POLICY}\nsla: { acknowledge: { HIGH: 10m } }\n` });
  await world.arrives(aGuardDutyAsff(HIGH));
  await world.minutes(13);
  await suppresses(world, ANA, 'Honeypot', '2026-03-20');
  await world.arrives(aGuardDutyAsff({ ...HIGH, Id: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/other' }));
  await world.minutes(13);

  await asks(world, VERA, '/shub report');
  expect(report()).toContain('*Suppressions in force* 1 · 1 ending within 30 days');
  expect(report()).toContain('*SLA breaches* 1 acknowledged late · 0 resolved late · 1 open and late');
});

test('without limits in the policy a report says nothing of any', async () => {
  world = await aWorld();
  await asks(world, VERA, '/shub report');
  expect(report()).toContain('*Suppressions in force* 0');
  expect(report()).not.toContain('SLA');
});
