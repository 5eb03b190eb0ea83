import { afterEach, beforeEach, expect, test } from 'vitest';
import { anOldControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const THROTTLED = { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } };
const AWAY = { status: 503, body: 'away' };
const dead = () => world.sqs.peek('shub-actions-dead');

test('a throttled update is tried again at once by itself, and nobody is bothered', async () => {
  await world.arrives(aGuardDutyAsff());
  world.hub.faults.add({ operation: 'BatchUpdateFindings', times: 2, fault: { do: 'answer', answer: THROTTLED } });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.told(PEOPLE.responder)).toEqual([]);
});

test('an outage of some minutes is told once, and the press is carried out after it', async () => {
  await world.arrives(aGuardDutyAsff());
  world.hub.faults.add({ operation: '*', fault: { do: 'answer', answer: AWAY } });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(5);
  expect(world.told(PEOPLE.responder)).toHaveLength(1);
  expect(world.told(PEOPLE.responder)[0]).toContain('shub tries again by itself');

  world.hub.faults.clear();
  await world.minutes(4);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.replies()).toHaveLength(1);
  expect(dead()).toEqual([]);
});

test('a press given up after the last try is told as such, lies in the dead-letter queue, and is not secretly taken up later', async () => {
  await world.arrives(aGuardDutyAsff());
  world.hub.faults.add({ operation: '*', fault: { do: 'answer', answer: AWAY } });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(40);
  expect(world.told(PEOPLE.responder)).toHaveLength(2);
  expect(world.told(PEOPLE.responder)[1]).toContain('has stopped trying');
  expect(dead()).toHaveLength(1);

  world.hub.faults.clear();
  await world.minutes(10);
  expect(world.statuses()).toEqual(['NEW']);

  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.told(PEOPLE.responder)).toHaveLength(2);
});

const standards = () => [
  anOldControlAsff({ Id: 'cis', Compliance: { Status: 'FAILED', SecurityControlId: 'EC2.19' } }),
  anOldControlAsff({ Id: 'fsbp', Compliance: { Status: 'FAILED', SecurityControlId: 'EC2.19' } }),
];

test('when Security Hub takes one of two findings of a problem, the person is told which part was not done, and can press again', async () => {
  const [cis, fsbp] = standards();
  if (!cis || !fsbp) throw new Error('two are needed');
  await world.arrives(cis, fsbp);
  world.hub.refuse({ Id: String(fsbp.Id), ProductArn: String(fsbp.ProductArn) }, 'InvalidInput', { times: 1 });
  await world.press(PEOPLE.responder, 'acknowledge');

  expect(world.statuses()).toEqual(['NOTIFIED', 'NEW']);
  expect(world.told(PEOPLE.responder)).toHaveLength(1);
  expect(world.told(PEOPLE.responder)[0]).toContain('1 of 2 findings behind this card were changed');
  expect(world.told(PEOPLE.responder)[0]).toContain('refused the change as invalid');

  await world.minutes(2);
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED', 'NOTIFIED']);
});

test('a delayed update of both findings of a problem leaves one thread line and a card that says so throughout', async () => {
  await world.arrives(...standards());
  world.hub.updateDelay.ms = 240_000;
  await world.press(PEOPLE.responder, 'acknowledge');
  for (let minute = 0; minute < 7; minute++) {
    await world.minutes(1);
    expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
  }
  expect(world.statuses()).toEqual(['NOTIFIED', 'NOTIFIED']);
  expect(world.replies()).toHaveLength(1);
  expect(world.drawn()).not.toContain('outside');
});
