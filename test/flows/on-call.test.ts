import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { viewer: VERA, responder: ANA, nobody: NICK } = PEOPLE;

const WAITS = `
onCall: [{ when: { account: '444455556666' }, who: [U0DAN] }, { who: S0RESPONDERS }]
escalation: { HIGH: { mention: 10m, page: 3h, fallback: 5m } }
`;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}${WAITS}` });
});
afterEach(() => world.stop());

async function asks(who: string): Promise<string> {
  await world.slack.as(who).command(ALERTS, '/shub oncall');
  await world.settle();
  return world.told(who).at(-1) ?? '';
}

test('/shub oncall says who is on call for what, with the people behind a user group, and what calls them when', async () => {
  const said = await asks(VERA);
  expect(said).toContain('<@U0DAN> · account `444455556666`');
  expect(said).toContain('<!subteam^S0RESPONDERS>: <@U0ANA>, <@U0BRUNO>');
  expect(said).toContain(
    'HIGH: after 10 minutes on-call is mentioned in its thread; then after 3 hours an alert page goes out by SNS; then after 5 minutes the fallback channel is told',
  );
  expect(said).toContain('The fallback channel is <#C0FALLBACK>');
  expect(said).toContain('No card is waiting.');
});

test('it counts down to what escalates next, the soonest first, and forgets what is acknowledged', async () => {
  await world.arrives(aGuardDutyAsff({ Title: 'The first', Id: 'one' }));
  await world.minutes(4);
  await world.arrives(aGuardDutyAsff({ Title: 'The second', Id: 'two', Resources: [{ Type: 'Other', Id: 'two' }] }));
  await world.minutes(4);
  const said = await asks(VERA);
  const next = said.slice(said.indexOf('*Next*')).split('\n');
  expect(next[1]).toMatch(/HIGH The first · (within a minute|in \d minutes?) on-call is mentioned.*Open/);
  expect(next[2]).toMatch(/HIGH The second · in \d minutes on-call is mentioned/);

  await world.minutes(4);
  expect(await asks(VERA)).toMatch(/The first · in (2|3) hours an alert page goes out by SNS/);
  for (const { ts } of world.cards()) await world.slack.as(ANA).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
  await world.settle();
  expect(await asks(VERA)).toContain('No card is waiting.');
});

test('without anybody on call or any escalation in the policy it says where that is written', async () => {
  await world.stop();
  world = await aWorld();
  const said = await asks(VERA);
  expect(said).toContain('Nobody: `onCall` in policy.yml says who.');
  expect(said).toContain('Nothing happens by itself: `escalation` in policy.yml says what.');
});

test('a user group that is gone has nobody in it, and that is said', async () => {
  world.slack.state.groups.delete('S0RESPONDERS');
  expect(await asks(VERA)).toContain('<!subteam^S0RESPONDERS>: nobody');
});

test('who has no role does not learn who is on call', async () => {
  await world.slack.as(NICK).command(ALERTS, '/shub oncall');
  await world.settle();
  expect(world.told(NICK).join()).not.toContain('S0RESPONDERS');
});
