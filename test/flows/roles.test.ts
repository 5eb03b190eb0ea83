import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

let world: TestWorld;
afterEach(() => world.stop());

const REFUSED = {
  viewer: 'This needs the role responder or approver or admin; you are viewer',
  nobody: 'This needs the role responder or approver or admin; you have none',
  guest: 'Guests of this workspace cannot use shub',
  foreign: 'Only members of this workspace can use shub',
  bot: 'Apps and bots cannot use shub',
  deactivated: 'This account is deactivated',
} as const;

const ACTIONS = ['acknowledge', 'resolve', 'suppress'] as const;

/** Everything that a person could have changed: Security Hub, the card, the intents. */
async function effects() {
  const rows = await world.dynamodb.scan(world.config.tables.table);
  return {
    statuses: world.statuses(),
    updates: world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings').length,
    intents: rows.filter(({ pk }) => String(pk).startsWith('INTENT#')).length,
    audit: (await world.onRecord()).length,
    card: JSON.stringify(world.card()),
  };
}

beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});

test.each(Object.entries(REFUSED))('a %s is refused every press in words, and nothing changes', async (who, words) => {
  const before = await effects();
  const person = PEOPLE[who as keyof typeof REFUSED];
  for (const [i, action] of ACTIONS.entries()) {
    await world.press(person, action);
    expect(world.told(person)).toHaveLength(i + 1);
    expect(world.told(person)[i]).toContain(words);
    expect(world.slack.as(person).modals()).toEqual([]);
  }
  expect(await effects()).toEqual(before);
});

test.each(['responder', 'other', 'approver', 'admin'] as const)('%s acknowledges, and is named', async (who) => {
  await world.press(PEOPLE[who], 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(JSON.stringify(world.card())).toContain(`<@${PEOPLE[who]}>`);
});

test('while no roles are configured nobody may change anything, and the refusal says who can mend that', async () => {
  await world.stop();
  world = await aWorld({ policy: POLICY.slice(0, POLICY.indexOf('roles:')) });
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.admin, 'acknowledge');
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.told(PEOPLE.admin).join()).toContain('No roles are configured yet');
});

test('pausing is for administrators; nothing is posted meanwhile, nothing is lost, and the channel is told', async () => {
  const refused = await world.slack.as(PEOPLE.responder).command(ALERTS, '/shub pause');
  expect(JSON.stringify(refused.body)).toContain('This needs the role admin');

  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub pause');
  await world.settle();
  const posted = world.cards().length;
  await world.arrives(aGuardDutyAsff({ Id: 'another-one' }));
  expect(world.cards()).toHaveLength(posted);
  expect(
    world
      .cards()
      .at(-1)
      ?.blocks.map((block) => JSON.stringify(block))
      .join(),
  ).toContain('paused shub here');

  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub resume');
  await world.settle();
  expect(world.cards()).toHaveLength(posted + 2);
});
