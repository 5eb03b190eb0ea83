import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { assignForm, fills, noteForm, said, snoozeForm } from '../support/triage.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aControlAsff());
});
afterEach(() => world.stop());

/** The writes of carrying something out; storing a press, and whom Slack knows, is written before Slack is answered. */
const ofCarryingOut = ({ body }: { body: Buffer }): boolean => {
  const text = body.toString();
  const storing = text.includes('INTENT#') && text.includes('attribute_not_exists');
  return !storing && !/NONCE#|SNAPSHOT#|CHANNEL#|HEARTBEAT#/.test(text);
};

const NO = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' };
const dieAt = (skip: number) =>
  world.dynamodb.faults.add({
    operation: 'PutItem',
    when: ofCarryingOut,
    times: 1,
    skip,
    fault: { do: 'answer', answer: { status: 400, body: NO } },
  });

const audited = async (action: string) =>
  (await world.dynamodb.scan(world.config.tables.auditTable))
    .filter((entry) => entry['action'] === action)
    .map(({ phase }) => String(phase))
    .sort();

/** Far enough into each for a worker to die at every step between the turn on the card and the thread line. */
const PLACES = Array.from({ length: 10 }, (_, place) => place);

test.each(PLACES)('an undo whose worker dies at its write %i is finished by the next one, and takes effect once', async (place) => {
  await world.press(ANA, 'acknowledge');
  dieAt(place);
  await world.press(BRUNO, 'undo');
  await world.minutes(8);
  expect(world.statuses()).toEqual(['NEW']);
  expect(await audited('undo')).toEqual(['done', 'started']);
  expect(said(world).filter((line) => line.includes('*undid*'))).toHaveLength(1);
  expect(world.drawn()).not.toContain('*Acknowledged*');
});

test.each(PLACES)('an acknowledgement whose worker dies at its write %i can be undone to what it found', async (place) => {
  dieAt(place);
  await world.press(ANA, 'acknowledge');
  await world.minutes(6);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  await world.press(ANA, 'undo');
  expect(world.statuses()).toEqual(['NEW']);
});

test.each([0, 2, 4, 6])('a snooze that ends while workers die at write %i comes back once', async (place) => {
  await fills(world, ANA, 'snooze', snoozeForm('1 hour'));
  await world.minutes(11);
  await world.clock.advance(49 * 60_000);
  dieAt(place);
  await world.tick();
  await world.minutes(8);
  expect(world.statuses()).toEqual(['NEW']);
  expect(await audited('reopen')).toEqual(['done', 'started']);
  expect(said(world).filter((line) => line.includes('Back from its snooze'))).toHaveLength(1);
  expect(world.bus.events.filter(({ event }) => event['detail-type'] === 'Finding Reopened')).toHaveLength(1);
});

test.each([
  ['an assignment', 'assign', assignForm(BRUNO), '*Assigned* to'],
  ['a note', 'note', noteForm('Payments knows'), '“Payments knows”'],
])('%s of which Security Hub lost the answer is made once, and said once', async (_, action, form, words) => {
  world.hub.faults.add({ operation: 'BatchUpdateFindings', times: 1, fault: { do: 'lose answer' } });
  await fills(world, ANA, action, form);
  await world.minutes(8);
  expect(await audited(action)).toEqual(['done', 'started']);
  expect(said(world).filter((line) => line.includes(words))).toHaveLength(1);
});
