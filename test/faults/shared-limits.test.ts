import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

const ROUTES = `
routes:
  - { name: quiet, when: { account: '444455556666' }, channel: ${FALLBACK} }
`;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: POLICY + ROUTES });
});
afterEach(() => world.stop());

const many = (count: number, more = {}) =>
  Array.from({ length: count }, (_, i) => aGuardDutyAsff({ Id: `one-${i}`, Title: `Finding ${i}`, ...more }));

test('while a hundred cards change again and again, no call is refused for coming too often, and a press shows at once', async () => {
  await world.arrives(...many(14));
  await world.arrives(...many(60));
  await world.minutes(2);
  await world.arrives(...many(60, { UpdatedAt: '2026-03-02T09:40:00.000Z', Severity: { Label: 'CRITICAL', Normalized: 90 } }));
  const [card] = world.cards().filter(({ attachments }) => JSON.stringify(attachments).includes('finding:acknowledge'));
  await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts: card?.ts ?? '' }, { actionId: 'finding:acknowledge' });
  await world.settle(10_000);
  expect(JSON.stringify(world.cards().find(({ ts }) => ts === card?.ts))).toContain('*Acknowledged* by');
  await world.minutes(4);
  expect(world.slack.calls.filter(({ status }) => status === 429)).toEqual([]);
});

test('a quiet channel has its card within seconds while another is in a storm', async () => {
  world.hub.imports(...many(150));
  await world.settle(5_000);
  const at = world.clock.now();
  world.hub.imports(aGuardDutyAsff({ AwsAccountId: '444455556666', Id: 'quiet' }));
  await world.settle(15_000);
  expect(world.cards(FALLBACK)).toHaveLength(1);
  expect(Number(world.cards(FALLBACK)[0]?.ts) * 1000 - at).toBeLessThan(15_000);
});

test('a channel in which a storm begins while others use up what all may post counts its line once, not at each arrival', async () => {
  let heads = 0;
  world.dynamodb.faults.add({
    operation: 'PutItem',
    fault: { do: 'refuse' },
    // It only looks on, and never hits.
    when({ body }) {
      if (/"kind":\{"S":"head"\}/.test(body.toString())) heads++;
      return false;
    },
  });
  await world.arrives(...many(16));
  await world.clock.advance(10_000 - (world.clock.now() % 10_000));
  await world.settle(0);
  for (let post = 0; post < 33; post++) await world.services.budgets.take('chat.postMessage', { spare: false });
  heads = 0;
  for (const [i, finding] of many(24).entries()) {
    world.hub.imports({ ...finding, Id: `late-${i}` });
    await world.settle(0);
  }
  expect(heads).toBeLessThanOrEqual(2);
  await world.settle(60_000);
  expect(JSON.stringify(world.cards())).toContain('Finding 23');
  expect(world.slack.calls.filter(({ status }) => status === 429)).toEqual([]);
});
