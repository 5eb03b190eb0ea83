import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { eventsOf, published } from '../support/outlets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${10 + minute}:00.000Z` });
const types = () => eventsOf(world).map(({ type }) => type);
const last = () => eventsOf(world).at(-1);

test('an alert is an event once its card is there: what, where, why, and the link to it', async () => {
  await world.arrives(aGuardDutyAsff());

  expect(types()).toEqual(['Finding Alerted']);
  expect(last()).toMatchObject({
    detail: {
      from: 'shub',
      reason: 'first seen',
      link: `https://slack.com/archives/${ALERTS}/p${world.card().ts.replace('.', '')}`,
      finding: { severity: 'HIGH', account: { id: '111122223333', name: 'prod-payments' } },
      card: { channel: ALERTS, generation: 1 },
    },
  });
  expect(last()?.resources[0]).toMatch(/^arn:/);
});

test.each([
  ['acknowledge', undefined, 'Finding Acknowledged', undefined],
  ['resolve', { note: { text: { type: 'plain_text_input', value: 'Instance stopped' } } }, 'Finding Resolved', 'Instance stopped'],
  [
    'suppress',
    {
      note: { text: { type: 'plain_text_input', value: 'Only a test' } },
      reason: { class: { type: 'static_select', selected_option: { value: 'test resource' } } },
    },
    'Finding Suppressed',
    'test resource: Only a test',
  ],
] as const)('a press on %s is an event that says who and why', async (action, form, type, reason) => {
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, action);
  if (form) await world.slack.as(PEOPLE.responder).submit(form);
  await world.settle();

  expect(types()).toEqual(['Finding Alerted', type]);
  expect(last()?.detail).toMatchObject({ by: PEOPLE.responder, from: 'slack', ...(reason && { reason }) });
  await world.minutes(5); // The echo of our own update is no event.
  expect(types()).toHaveLength(2);
});

test('what happens in the AWS console, or is archived, is an event that says it came from outside', async () => {
  await world.arrives(aGuardDutyAsff(at(0)));
  const refs = [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
  world.hub.consoleUpdates(refs, { status: 'NOTIFIED', note: 'mine', who: 'console/dan' });
  await world.minutes(1);
  expect(last()).toMatchObject({ type: 'Finding Acknowledged', detail: { by: 'console/dan', from: 'outside' } });

  await world.arrives(aGuardDutyAsff({ ...at(1), RecordState: 'ARCHIVED' }));
  await world.minutes(1);
  expect(last()).toMatchObject({ type: 'Finding Resolved', detail: { by: 'Security Hub', from: 'outside', reason: 'archived' } });

  await world.arrives(aGuardDutyAsff({ ...at(2), RecordState: 'ACTIVE' }));
  await world.minutes(1);
  expect(types().slice(3)).toEqual(['Finding Reopened', 'Finding Alerted']);
});

test('a control that passes is an event, though nobody pressed anything', async () => {
  await world.arrives(aControlAsff({ ...at(0), Severity: { Label: 'HIGH' } }));
  await world.arrives(
    aControlAsff({ ...at(1), Severity: { Label: 'HIGH' }, Compliance: { Status: 'PASSED', SecurityControlId: 'EC2.19' } }),
  );
  await world.minutes(1);
  expect(types()).toEqual(['Finding Alerted', 'Finding Resolved']);
});

test('an entry that fails within a 200 is sent again, it alone and with the same id', async () => {
  const ids: string[] = [];
  const isAcknowledged = (entry: Record<string, unknown>): boolean => {
    if (entry.DetailType !== 'Finding Acknowledged') return false;
    ids.push(String(JSON.parse(String(entry.Detail)).id));
    return true;
  };
  world.bus.failEntries({ code: 'ThrottlingException', when: isAcknowledged, times: 2 });
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(4);

  expect(types()).toEqual(['Finding Alerted', 'Finding Acknowledged']);
  expect(new Set([...ids, last()?.detail.id]).size).toBe(1);
});

test('while EventBridge is away events wait, and come in the end', async () => {
  world.bus.faults.add({ operation: 'PutEvents', fault: { do: 'refuse' } });
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(2);
  expect(types()).toEqual([]);

  world.bus.faults.clear();
  await world.minutes(4);
  expect(types().toSorted()).toEqual(['Finding Acknowledged', 'Finding Alerted']);
});

test('events that the bus refuses for good are told to operations once, and hold neither card nor page back', async () => {
  world.bus.failEntries({ code: 'NotAuthorizedForSourceException' });
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(3);

  expect(published(world, 'operations').map(({ subject }) => subject)).toEqual(['shub cannot put events on the bus']);
  expect(published(world, 'alerts')).toHaveLength(1);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
});
