import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { violations } from '../slack/limits.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const AWAY = { do: 'answer', answer: { status: 503, body: 'away' } } as const;

/** Opens the window while Security Hub takes two seconds; `meanwhile` happens within them. */
async function whileLoading(meanwhile: () => unknown): Promise<void> {
  world.hub.faults.add({ operation: 'GetFindings', times: 1, fault: { do: 'delay', ms: 2_000 } });
  await world.slack.as(PEOPLE.viewer).act({ channel: ALERTS, ts: world.card().ts }, { actionId: 'finding:details' });
  await expect.poll(world.hub.busy).toBe(1);
  await meanwhile();
  await world.clock.advance(2_000);
  await world.settle();
}

const modal = (who: string) => JSON.stringify(world.slack.as(who).modals().at(-1)?.view);

test('the window says that it is loading until Security Hub has answered, and is filled then', async () => {
  await whileLoading(() => expect(modal(PEOPLE.viewer)).toContain('Asking Security Hub'));
  expect(modal(PEOPLE.viewer)).not.toContain('Asking Security Hub');
  expect(modal(PEOPLE.viewer)).toContain('SchemaVersion');
  expect(violations(world.slack.as(PEOPLE.viewer).modals()[0]?.view ?? {})).toEqual([]);
});

test('while Security Hub does not answer the window says so instead of loading for ever, and is filled when it does', async () => {
  world.hub.faults.add({ operation: 'GetFindings', fault: AWAY });
  await world.press(PEOPLE.viewer, 'details');
  expect(modal(PEOPLE.viewer)).toContain('Not done yet: Security Hub or Slack did not answer in time');

  world.hub.faults.clear();
  await world.minutes(4);
  expect(modal(PEOPLE.viewer)).toContain('SchemaVersion');
});

test('closing the window before it is filled is no failure', async () => {
  const viewer = world.slack.as(PEOPLE.viewer);
  await whileLoading(() => viewer.close());
  await world.minutes(20);

  expect(viewer.modals()).toEqual([]);
  expect(world.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(world.sqs.peek('shub-actions-dead')).toEqual([]);
});

test('a person without a role gets the refusal instead of a window', async () => {
  await world.press(PEOPLE.nobody, 'details');
  expect(world.slack.as(PEOPLE.nobody).modals()).toEqual([]);
  expect(world.told(PEOPLE.nobody).join()).toContain('you have none');
});
