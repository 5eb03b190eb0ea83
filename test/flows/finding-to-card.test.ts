import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

test('a finding that GuardDuty reports becomes a card with its severity, title and an Acknowledge button', async () => {
  await world.arrives(aGuardDutyAsff());

  const [card, ...others] = world.cards();
  expect(others).toEqual([]);
  expect(card?.text).toContain('HIGH');
  expect(JSON.stringify(card?.attachments)).toContain('finding:acknowledge');
});

test('Acknowledge sets NOTIFIED in Security Hub, says who on the card and in one thread line', async () => {
  await world.arrives(aGuardDutyAsff());
  const [card] = world.cards();
  if (!card) throw new Error('no card');

  const answer = await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts: card.ts }, { actionId: 'finding:acknowledge' });
  await world.settle();

  expect(answer).toMatchObject({ status: 200 });
  expect([...world.hub.findings.values()][0]).toMatchObject({ Workflow: { Status: 'NOTIFIED' }, Note: { UpdatedBy: 'shub' } });
  const after = world.cards();
  expect(after).toHaveLength(1);
  expect(JSON.stringify(after[0])).toContain(PEOPLE.responder);
  expect(JSON.stringify(after[0]?.attachments)).not.toContain('finding:acknowledge');
  expect(world.replies().map(({ text }) => text)).toEqual(['Acknowledged in Security Hub']);
});

test('a control found under two standards is one card, and a press reaches both findings', async () => {
  await world.arrives(aControlAsff(), aControlAsff({ Id: 'another-standard' }));
  expect(world.cards()).toHaveLength(1);
});
