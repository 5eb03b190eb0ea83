import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

const { viewer: VERA, responder: ANA } = PEOPLE;

const WAITS = `
onCall: [{ who: S0RESPONDERS }]
escalation: { HIGH: { mention: 10m, page: 10m } }
sla: { resolve: { HIGH: 2d } }
`;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}${WAITS}` });
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

async function around(): Promise<string> {
  await world.press(VERA, 'details');
  const view = world.slack.as(VERA).modals().at(-1)?.view;
  return textsIn(view).find((text) => text.startsWith('*Why here, why now, who else*')) ?? '';
}

test('Details say why a card is here, who else was told, and what happens next', async () => {
  const fresh = await around();
  expect(fresh).toContain('Here because it was seen for the first time · route default channel');
  expect(fresh).toContain('In <#C0ALERTS> since');
  expect(fresh).toContain('📟 Alert page by SNS');
  expect(fresh).toContain('⏳ on-call is mentioned in its thread in 10 minutes, unless somebody acknowledges it');
  expect(fresh).toContain('⏰ It should be resolved in 2 days (SLA)');

  await world.minutes(12);
  const called = await around();
  expect(called).toContain('📣 Mentioned in the thread: <!subteam^S0RESPONDERS>');
  expect(called).toContain('⏳ an alert page goes out by SNS in');
});

test('once it is acknowledged, nothing escalates any more', async () => {
  await world.press(ANA, 'acknowledge');
  expect(await around()).not.toContain('unless somebody acknowledges it');
});
