import { afterEach, beforeEach, expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

const ROUTES = `
routes:
  - { name: other accounts, when: { account: '444455556666' }, channel: ${FALLBACK} }
`;
let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: POLICY + ROUTES });
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const elsewhere = (Id: string) => anAsff({ AwsAccountId: '444455556666', Id });
const said = (channel: string) => world.cards(channel).map((message) => [message.text, ...textsIn(message.blocks)].join('\n'));

async function types(who: string, text: string) {
  const answer = await world.slack.as(who).command(ALERTS, text);
  await world.minutes(1);
  return JSON.stringify(answer.body);
}

test('pausing everything holds every channel, and resuming brings what came meanwhile, each once', async () => {
  await world.arrives(elsewhere('before'));
  await types(PEOPLE.admin, '/shub pause all');
  for (const channel of [ALERTS, FALLBACK]) expect(said(channel).at(-1)).toContain('paused shub here');
  const before = [world.cards(ALERTS).length, world.cards(FALLBACK).length];

  await world.arrives(aGuardDutyAsff({ Id: 'meanwhile' }), elsewhere('meanwhile'));
  await world.minutes(30);
  expect([world.cards(ALERTS).length, world.cards(FALLBACK).length]).toEqual(before);

  await types(PEOPLE.admin, '/shub resume all');
  await world.minutes(2);
  expect(said(ALERTS).filter((text) => text.startsWith('HIGH') || text.includes('HIGH'))).toHaveLength(2);
  expect(world.cards(FALLBACK).filter(({ attachments }) => attachments.length > 0)).toHaveLength(2);
  for (const channel of [ALERTS, FALLBACK]) expect(said(channel).join()).toContain('resumed shub here');
});

test('pausing one channel leaves the others alone', async () => {
  await types(PEOPLE.admin, '/shub pause');
  await world.arrives(aGuardDutyAsff({ Id: 'meanwhile' }), elsewhere('meanwhile'));
  expect(world.cards(FALLBACK)).toHaveLength(1);
  expect(world.cards(ALERTS).filter(({ attachments }) => attachments.length > 0)).toHaveLength(1);
});

test('a press during a pause still changes Security Hub, and its card follows on resuming', async () => {
  const ts = world.card().ts;
  await types(PEOPLE.admin, '/shub pause');
  await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
  await world.minutes(1);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  const card = () => JSON.stringify(world.cards().find((message) => message.ts === ts));
  expect(card()).not.toContain('*Acknowledged* by');

  await types(PEOPLE.admin, '/shub resume');
  await world.minutes(2);
  expect(card()).toContain('*Acknowledged* by <@U0ANA>');
});

test('pausing what is paused, and resuming what is not, changes nothing and says so', async () => {
  await types(PEOPLE.admin, '/shub resume');
  expect(world.told(PEOPLE.admin).at(-1)).toContain('already not paused');
  await types(PEOPLE.admin, '/shub pause');
  await types(PEOPLE.admin, '/shub pause');
  expect(world.told(PEOPLE.admin).at(-1)).toContain('already paused');
  expect(said(ALERTS).filter((text) => text.includes('paused shub here'))).toHaveLength(1);
});

test.each(['viewer', 'responder', 'approver', 'nobody', 'guest'] as const)('a %s cannot pause or resume', async (who) => {
  expect(await types(PEOPLE[who], '/shub pause all')).toContain('Nothing was done');
  expect(await types(PEOPLE[who], '/shub resume all')).toContain('Nothing was done');
  expect(await world.services.installation.paused()).toBeUndefined();
  expect(world.cards()).toHaveLength(1);
});
