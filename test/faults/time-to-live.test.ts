import { afterEach, beforeEach, expect, test } from 'vitest';
import { anOldControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { days, rowsOf, turnsInConsole } from '../support/forgetting.ts';
import { pagesOf } from '../support/outlets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const LATE_MS = 400 * 24 * 3600_000;
const WHEN = [
  ['have gone at their time', 0],
  ['are still there long after their time', LATE_MS],
] as const;

const kept = async () => (await rowsOf(world, 'CARD')).length + (await rowsOf(world, 'FINDING')).length;
const at = (time: string) => ({ UpdatedAt: `2026-03-02T${time}:00.000Z` });

async function presses(action: string, ts: string | undefined): Promise<void> {
  await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts: ts ?? '' }, { actionId: `finding:${action}` });
  await world.settle();
}

/** Acknowledged in Slack, resolved in the console, and then nothing for as long as rows are kept. */
async function closedForLong(): Promise<void> {
  await world.arrives(aGuardDutyAsff());
  await presses('acknowledge', world.card().ts);
  await world.minutes(11);
  await turnsInConsole(world, 'RESOLVED');
  await days(world, 121);
}

test.each(WHEN)('a finding that comes again when its rows %s is one new message, and a press on the old one says so', async (_, lateMs) => {
  world.dynamodb.timeToLive.lateMs = lateMs;
  await closedForLong();
  expect(await kept()).toBe(lateMs === 0 ? 0 : 2);

  await turnsInConsole(world, 'NEW');
  const [old, anew, ...others] = world.cards();
  expect(others).toEqual([]);
  expect(JSON.stringify(anew?.attachments)).toContain('finding:acknowledge');
  expect(pagesOf(world)).toHaveLength(2);
  expect(new Set(pagesOf(world).map(({ id }) => id)).size).toBe(2);

  const stands = JSON.stringify(anew?.attachments);
  await presses('reopen', old?.ts);
  expect(world.told(PEOPLE.responder).at(-1)).toMatch(/nothing was done|changed nothing|Look at the card/i);
  expect(world.statuses()).toEqual(['NEW']);
  expect(JSON.stringify(world.cards()[1]?.attachments)).toBe(stands);

  await presses('acknowledge', anew?.ts);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  const acknowledged = (await world.onRecord()).filter(({ action }) => action === 'acknowledge');
  expect(acknowledged.map(({ phase }) => phase)).toEqual(['started', 'done', 'started', 'done']);
  expect(world.cards()).toHaveLength(2);
});

test('a press on a card whose row has gone changes nothing, and says what happened and what to do', async () => {
  world.dynamodb.timeToLive.lateMs = 0;
  await closedForLong();
  const { ts } = world.card();
  const before = JSON.stringify(world.card());
  for (const action of ['reopen', 'more']) {
    const chosen = action === 'more' ? 'note' : action;
    await world.press(PEOPLE.responder, chosen);
    expect(world.told(PEOPLE.responder).at(-1)).toContain('Nothing was done: shub no longer knows this card');
    expect(world.told(PEOPLE.responder).at(-1)).toContain('`/shub findings`');
  }
  await presses('details', ts);
  expect(textsIn(world.slack.as(PEOPLE.responder).modals().at(-1)).join('\n')).toContain('shub has no record of this finding any more');
  expect(JSON.stringify(world.card())).toBe(before);
  expect(world.statuses()).toEqual(['RESOLVED']);
  expect(await kept()).toBe(0);
});

test('a press on a card that is there after its time is carried out as any other, and the card stays', async () => {
  world.dynamodb.timeToLive.lateMs = LATE_MS;
  await closedForLong();
  await presses('reopen', world.card().ts);
  expect(world.statuses()).toEqual(['NEW']);
  expect(await rowsOf(world, 'CARD')).toMatchObject([{ open: true }]);
  expect((await rowsOf(world, 'CARD'))[0]).not.toHaveProperty('ttl');
});

test.each(WHEN)('what was there before installation has its card when it comes again after its rows %s', async (_, lateMs) => {
  world.dynamodb.timeToLive.lateMs = lateMs;
  await world.arrives(aGuardDutyAsff({ CreatedAt: '2026-01-05T09:00:00.000Z' }));
  await turnsInConsole(world, 'RESOLVED');
  expect(world.cards()).toHaveLength(1); // The summary of what was there.
  await days(world, 121);
  expect(await rowsOf(world, 'FINDING')).toHaveLength(lateMs === 0 ? 0 : 1);

  await turnsInConsole(world, 'NEW');
  expect(world.cards()).toHaveLength(2);
  expect(world.cards()[1]?.text).toContain('HIGH');
});

test('a control that goes on passing after its card was forgotten gets no message', async () => {
  world.dynamodb.timeToLive.lateMs = 0;
  await world.arrives(anOldControlAsff(at('09:01')));
  const passed = { Compliance: { Status: 'PASSED' } };
  await world.arrives(anOldControlAsff({ ...at('09:05'), ...passed }));
  await world.settle(60_000);
  await days(world, 60);
  await world.arrives(anOldControlAsff({ UpdatedAt: '2026-05-01T09:00:00.000Z', ...passed }));
  await days(world, 60);
  expect([await rowsOf(world, 'CARD'), await rowsOf(world, 'FINDING')]).toMatchObject([[], [{}]]);
  await world.arrives(anOldControlAsff({ UpdatedAt: '2026-06-30T09:00:00.000Z', ...passed, Title: 'Said otherwise' }));
  expect(world.cards()).toHaveLength(1);
  expect(pagesOf(world)).toHaveLength(1);

  await world.arrives(anOldControlAsff({ UpdatedAt: '2026-07-01T09:00:00.000Z' }));
  expect(world.cards()).toHaveLength(2);
});
