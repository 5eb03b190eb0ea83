import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const told = () => world.told(PEOPLE.responder).join('\n');

test('a finding that was archived meanwhile is not pressed any more, and its person reads why', async () => {
  const [stored] = world.hub.findings.values();
  if (stored) stored.RecordState = 'ARCHIVED';
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(told()).toContain('Security Hub has archived this finding');
  expect(world.statuses()).toEqual(['NEW']);
});

test('what shub may not change stays as it is, and its person is told', async () => {
  world.hub.deny('securityhub:BatchUpdateFindings');
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(told()).toContain('Not done');
  expect(world.statuses()).toEqual(['NEW']);
});
