import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { eventsOf, pagesOf } from '../support/outlets.ts';
import { aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}\nnotified: on-delivery\n` });
});
afterEach(() => world.stop());

const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${10 + minute}:00.000Z` });
const refs = () => [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
const publishing = { operation: 'Publish', when: ({ body }: { body: Buffer }) => body.toString().includes('shub-alerts') };

test('a finding whose alert was delivered is NOTIFIED, on record, and can still be acknowledged', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.minutes(3);

  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.cards()).toHaveLength(1);
  expect(JSON.stringify(world.card())).toContain('finding:acknowledge');
  expect(world.drawn()).not.toContain('Acknowledged');
  const audit = await world.onRecord();
  expect(audit.map(({ action, phase, who }) => `${action} ${phase} ${who}`).sort()).toEqual([
    'notify done policy',
    'notify started policy',
  ]);
  expect(eventsOf(world).map(({ type }) => type)).toEqual(['Finding Alerted']);

  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(2);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
  expect(eventsOf(world).map(({ type }) => type)).toEqual(['Finding Alerted', 'Finding Acknowledged']);
});

test('without the policy nothing is NOTIFIED for having been delivered', async () => {
  await world.stop();
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.minutes(3);
  expect(world.statuses()).toEqual(['NEW']);
});

test('while SNS fails it is not NOTIFIED, though its card is there, and it is as soon as the page went out', async () => {
  world.sns.faults.add({ ...publishing, fault: { do: 'refuse' } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(3);
  expect(world.cards()).toHaveLength(1);
  expect(world.statuses()).toEqual(['NEW']);

  world.sns.faults.clear();
  await world.minutes(4);
  expect(pagesOf(world)).toHaveLength(1);
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('what somebody resolves before it is delivered stays as they left it', async () => {
  world.sns.faults.add({ ...publishing, fault: { do: 'refuse' } });
  await world.arrives(aGuardDutyAsff(at(0)));
  world.hub.consoleUpdates(refs(), { status: 'RESOLVED', who: 'console/dan' });
  await world.settle();
  world.sns.faults.clear();
  await world.minutes(4);
  expect(world.statuses()).toEqual(['RESOLVED']);
});

test('a finding that Security Hub refuses to change for now is NOTIFIED later, and one that it refuses for good is left', async () => {
  const [one, other] = [aGuardDutyAsff(), aGuardDutyAsff({ Id: 'other', Resources: [{ Type: 'Other', Id: 'other' }] })];
  const refOf = ({ Id, ProductArn }: Record<string, unknown>) => ({ Id: String(Id), ProductArn: String(ProductArn) });
  world.hub.refuse(refOf(one), 'ConcurrentUpdateError', { times: 1 });
  world.hub.refuse(refOf(other), 'FindingSizeExceeded');
  await world.arrives(one, other);
  await world.minutes(4);

  expect(world.statuses()).toEqual(['NOTIFIED', 'NEW']);
  expect(world.counted('UnprocessedFindings')).toBe(2);
});

test('while Security Hub is away the page is not sent again for it, and NOTIFIED follows', async () => {
  world.hub.faults.add({ operation: 'BatchUpdateFindings', fault: { do: 'refuse' } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(3);
  world.hub.faults.clear();
  await world.minutes(4);
  expect(pagesOf(world)).toHaveLength(1);
  expect(world.statuses()).toEqual(['NOTIFIED']);
});
