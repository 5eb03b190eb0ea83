import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { another, anotherCopy, ofFinding, removed, tamper } from '../support/tampering.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
});
afterEach(() => world.stop());

async function asks(text: string): Promise<string> {
  await world.slack.as(PEOPLE.viewer).command(ALERTS, text);
  await world.settle();
  return world.told(PEOPLE.viewer).at(-1) ?? '';
}

async function nextDay(): Promise<void> {
  await world.clock.advance(24 * 3600_000);
  await world.tick();
  await world.settle();
}

const sealed = () => world.sns.inbox.filter(({ subject }) => subject?.includes('sealed'));

test('the evidence of a finding is a file for whoever asked alone, with both histories in it', async () => {
  const [finding] = [...world.hub.findings.values()];
  expect(await asks(`/shub evidence ${String(finding?.['Id'])}`)).toContain('in your direct messages');
  const [file] = [...world.slack.state.files.values()];
  const text = file?.content.toString() ?? '';
  expect(text).toContain('"intact": true');
  expect(text).toContain(PEOPLE.responder);
  expect(text).toContain('Workflow');
  expect(world.cards().filter((message) => message.files?.length)).toEqual([]);
});

test('a record that somebody tampered with is found out', async () => {
  expect(await asks('/shub evidence verify')).toContain('The record is as it was written: 3 entries in 1 chain.');
  await tamper(world.dynamodb, ofFinding, another('result', 'RESOLVED'));
  const told = await asks('/shub evidence verify');
  expect(told).toMatch(/“[^”]+” \(`[0-9a-f]{32}`\), entry 3: what it says is not what was written/);
  expect(told).toContain(`“${String([...world.hub.findings.values()][0]?.Title)}”`);
});

test('a record that somebody has made unreadable is found out, and does not keep the rest from being checked', async () => {
  await tamper(world.dynamodb, ofFinding, another('action', 'nothing'));
  expect(await asks('/shub evidence verify')).toContain('entry 3: what it says is not what was written');
  const [finding] = [...world.hub.findings.values()];
  expect(await asks(`/shub evidence ${String(finding?.['Id'])}`)).toContain('in your direct messages');
  const [file] = [...world.slack.state.files.values()];
  expect(file?.content.toString()).toContain('"intact": false');
});

test.each([
  ['a name on it', 'names ', another('who', 'U0NICK'), 'the name on it is not the one that was written'],
  ['a name on it, by taking it away', 'names ', removed, 'the name on it was taken away before its time'],
  ['a name on it beyond reading', 'names ', another('salt', 7), 'the name on it was taken away before its time'],
  [
    'a copy of the finding beyond reading',
    'copies ',
    another('content', Buffer.from('none')),
    'its copy of the finding was taken away before its time',
  ],
  ['a copy of the finding', 'copies ', anotherCopy, 'is not the one that was kept then'],
  ['a copy of the finding, by taking it away', 'copies ', removed, 'its copy of the finding was taken away before its time'],
])('a record of which somebody changed %s is found out', async (_, beside, how, words) => {
  await tamper(world.dynamodb, ({ chain }) => chain.startsWith(beside), how);
  expect(await asks('/shub evidence verify')).toContain(words);
});

test('once a day a root over all that is on record goes to those who run shub, and verify says what it must be', async () => {
  expect(await asks('/shub evidence verify')).toContain('Nothing is sealed yet');
  await nextDay();
  await world.tick();
  await world.settle();
  expect(sealed()).toHaveLength(1);
  const [, root = 'none'] = /root ([0-9a-f]{64}) over 3 entries in 1 chains/.exec(sealed()[0]?.message ?? '') ?? [];
  expect(await asks('/shub evidence verify')).toContain(`Sealed 1 times; up to 2026-03-03 the root is \`${root}\``);
});

test('an entry cut off the end of a chain leaves the chain whole, and is found out by the root', async () => {
  await nextDay();
  await tamper(world.dynamodb, ofFinding, removed);
  const told = await asks('/shub evidence verify');
  expect(told).toContain('what was on record before 2026-03-03 is not what was sealed then');
  expect(told).not.toContain('entry');
});

test('a root that could not be published is published later, and only then put on record', async () => {
  world.sns.faults.add({ operation: 'Publish', fault: { do: 'answer', answer: { status: 500, body: {} } }, times: 3 });
  await nextDay();
  expect(sealed()).toEqual([]);
  expect(await asks('/shub evidence verify')).toContain('Nothing is sealed yet');
  await world.minutes(10);
  expect(sealed()).toHaveLength(1);
});

test('the evidence of a standard that is not enabled is refused with those that are', async () => {
  expect(await asks('/shub evidence fsbp days=90')).toContain('No standard is enabled in Security Hub here.');
});
