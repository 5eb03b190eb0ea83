import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FaultRule } from '../../src/sandbox/wire.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

/** The writes of carrying a press out; storing it, and whom Slack knows, is written before Slack is answered. */
const ofCarryingOut = ({ body }: { body: Buffer }): boolean => {
  const text = body.toString();
  const storing = text.includes('INTENT#') && text.includes('attribute_not_exists');
  return !storing && !/NONCE#|SNAPSHOT#|CHANNEL#/.test(text);
};

/** In their order, but for those that are made side by side; a worker that dies at one of them has made those before it. */
const WRITES = [
  'the turn on the card',
  'the copy beside the audit trail',
  'the name beside it',
  'audit: started',
  'that Security Hub has changed it',
  'the name beside the end of it',
  'audit: done',
  'the row of the finding',
  'the card, shown by now',
  'the press being applied',
  'the thread line being sent',
  'the press being shown',
] as const;

const everythingOnce = async () => {
  const audit = await world.onRecord();
  const intents = (await world.dynamodb.scan(world.config.tables.table)).filter(({ pk }) => String(pk).startsWith('INTENT#'));
  expect(audit.map(({ phase, result }) => [phase, result]).sort()).toEqual([
    ['done', 'NOTIFIED'],
    ['started', undefined],
  ]);
  expect(intents.map(({ state }) => state)).toEqual(['SHOWN']);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.drawn().match(/\*Acknowledged\* by <@U0ANA>/g)).toHaveLength(1);
  expect(world.replies()).toHaveLength(1);
  expect(world.cards()).toHaveLength(1);
};

const interrupt = (rule: Pick<FaultRule, 'fault' | 'skip'>) =>
  world.dynamodb.faults.add({ operation: 'PutItem', when: ofCarryingOut, times: 1, ...rule });

test.each(WRITES.map((write, place) => [write, place] as const))(
  'a press whose worker fails at writing down "%s" is finished by the next one, and takes effect once',
  async (_, place) => {
    const body = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' };
    interrupt({ skip: place, fault: { do: 'answer', answer: { status: 400, body } } });
    await world.press(PEOPLE.responder, 'acknowledge');
    expect(world.dynamodb.faults.rules).toEqual([]);

    await world.minutes(8);
    await everythingOnce();
    const updates = world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings');
    expect(updates.length).toBeLessThanOrEqual(2);
  },
);

test.each(WRITES.map((write, place) => [write, place] as const))(
  'a press of which the table wrote down "%s" without an answer takes effect once, and nobody is told of trouble',
  async (_, place) => {
    interrupt({ skip: place, fault: { do: 'lose answer' } });
    await world.press(PEOPLE.responder, 'acknowledge');
    expect(world.dynamodb.faults.rules).toEqual([]);

    await world.minutes(8);
    await everythingOnce();
    expect(world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings')).toHaveLength(1);
    expect(world.told(PEOPLE.responder)).toEqual([]);
  },
);

test('an update of which Security Hub lost the answer is made once, and told once', async () => {
  world.hub.faults.add({ operation: 'BatchUpdateFindings', times: 1, fault: { do: 'lose answer' } });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(8);
  await everythingOnce();
});
