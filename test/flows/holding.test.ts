import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { threads } from '../support/suppressing.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}\nacknowledge: { reminder: 20m }\n` });
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'acknowledge');
});
afterEach(() => world.stop());

const questions = () => threads(world).filter((line) => line.includes('Are you still at it?'));

async function answers(who: string, actionId: string): Promise<void> {
  const ts = world.replies().findLast(({ attachments }) => JSON.stringify(attachments).includes('acknowledged:confirm'))?.ts ?? '';
  await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId });
  await world.settle();
}

test('whoever acknowledged is asked once whether they are still at it, and without an answer it is new again', async () => {
  await world.minutes(18);
  expect(questions()).toEqual([]);
  await world.minutes(5);
  expect(questions()).toHaveLength(1);
  expect(questions()[0]).toContain('<@U0ANA>');
  expect(world.statuses()).toEqual(['NOTIFIED']);

  await world.minutes(21);
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.drawn()).toContain('*Re-opened* by shub');
  expect(JSON.stringify(world.card().attachments)).toContain('finding:acknowledge');
  expect(threads(world).join()).toContain('Nobody confirmed, so it is new again');
  await world.press(BRUNO, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('Confirm keeps it, and asks again after as long once more', async () => {
  await world.minutes(22);
  await answers(ANA, 'acknowledged:confirm');
  expect(threads(world).join()).toContain('Confirmed: still at it');
  await world.minutes(18);
  expect(questions()).toEqual([]);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  await world.minutes(4);
  expect(questions()).toHaveLength(1);
});

test('nobody else confirms for them, and Give back makes it new at once', async () => {
  await world.minutes(22);
  await answers(BRUNO, 'acknowledged:confirm');
  expect(world.told(BRUNO).at(-1)).toContain('<@U0ANA> has acknowledged this, so it is theirs to confirm.');
  await answers(ANA, 'finding:reopen');
  expect(world.statuses()).toEqual(['NEW']);
  await world.minutes(45);
  expect(questions().length).toBeLessThanOrEqual(1);
  expect(world.drawn()).toContain('*Re-opened* by <@U0ANA>');
});
