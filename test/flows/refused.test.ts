import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anOldControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { pagesOf, published } from '../support/outlets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const CRITICAL = { Severity: { Label: 'CRITICAL', Normalized: 90 } };
const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${minute}:00.000Z` });
const many = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => aGuardDutyAsff({ Id: `${name}-${i}`, Title: `Finding ${name}-${i}` }));

const says = (error: string) => ({ do: 'answer', answer: { status: 200, body: { ok: false, error } } }) as const;
const posts = () => world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage').length;

async function health(): Promise<string> {
  await world.slack.as(PEOPLE.viewer).command(ALERTS, '/shub health');
  await world.settle();
  return world.told(PEOPLE.viewer).at(-1) ?? '';
}

test('a card that Slack takes in no form is counted by /shub health, and is there once there is something else to show', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 2, fault: says('invalid_blocks') });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(12);
  expect(world.cards()).toEqual([]);
  expect(posts()).toBe(2);
  expect(await health()).toContain(`1 card that Slack does not take in ${ALERTS}: invalid_blocks`);

  await world.arrives(aGuardDutyAsff({ ...at(20), ...CRITICAL }));
  expect(world.card().text).toContain('CRITICAL');
  expect(await health()).not.toContain('Slack does not take');
});

test('a card that Slack refuses with a word that nobody knows is tried again until it is there, and operations hear of it', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 4, fault: says('something_new') });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(9);
  expect(posts()).toBe(2);
  await world.minutes(16);
  expect(world.cards()).toHaveLength(1);
  expect(posts()).toBe(5);
  const told = published(world, 'operations').filter(({ message }) => message.includes('something_new'));
  expect(told).toHaveLength(1);
});

test('a CRITICAL finding whose card was refused has a message and a page when it comes back', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 2, fault: says('invalid_blocks') });
  await world.arrives(anOldControlAsff({ ...CRITICAL, ...at(10) }));
  await world.minutes(6);
  await world.arrives(anOldControlAsff({ ...CRITICAL, ...at(20), Compliance: { Status: 'PASSED' } }));
  await world.minutes(1);
  expect(world.cards()).toEqual([]);
  const before = pagesOf(world).length;
  await world.arrives(anOldControlAsff({ ...CRITICAL, ...at(30) }));
  expect(world.card().text).toContain('CRITICAL');
  expect(pagesOf(world)).toHaveLength(before + 1);
});

test.each(['accesslimited', 'enterprise_is_restricted'])(
  'while Slack refuses everything with "%s", cards wait and then come',
  async (error) => {
    world.slack.faults.add({ operation: 'chat.postMessage', times: 3, fault: says(error) });
    await world.arrives(aGuardDutyAsff(), aGuardDutyAsff({ Id: 'another' }));
    await world.minutes(6);
    expect(world.cards()).toHaveLength(2);
  },
);

const read = (body: Buffer) => decodeURIComponent(body.toString().replaceAll('+', ' '));
const head = ({ body }: { body: Buffer }) => read(body).includes('findings at once');
const heads = () => world.cards().filter(({ text }) => /at once|storm is over/.test(text));

test('the head of a storm that Slack refuses comes as one line of text', async () => {
  world.slack.faults.add({
    operation: 'chat.postMessage',
    when: ({ body }) => read(body).includes('By product'),
    fault: says('invalid_blocks'),
  });
  await world.arrives(...many(20, 'one'));
  expect(heads()).toHaveLength(1);
});

test('a storm has a head though Slack took none of the one before', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', when: head, times: 2, fault: says('invalid_blocks') });
  await world.arrives(...many(20, 'one'));
  await world.minutes(5);
  expect(heads()).toEqual([]);
  await world.arrives(...many(20, 'two'));
  expect(heads()).toHaveLength(1);
});
