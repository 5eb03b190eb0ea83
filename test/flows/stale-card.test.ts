import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { suppressForm } from '../support/suppressing.ts';
import { assignForm, type Form, fills, noteForm, said, snoozeForm } from '../support/triage.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO, approver: CLARA } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aControlAsff({ Severity: { Label: 'HIGH', Normalized: 70 } }));
});
afterEach(() => world.stop());

const ref = () => {
  const [finding] = world.hub.findings.values();
  return { Id: String(finding?.Id), ProductArn: String(finding?.ProductArn) };
};
const noteInHub = () => JSON.stringify([...world.hub.findings.values()].map(({ Note }) => Note));
const toAna = () => world.told(ANA).join('\n');

/** What may become of a finding while somebody has a form about it open. */
const MEANWHILE = {
  'is assigned by another': () => fills(world, BRUNO, 'assign', assignForm(CLARA)),
  'is resolved by another': () => fills(world, BRUNO, 'resolve', noteForm('Port closed')),
  'is resolved in the console': async () => {
    world.hub.consoleUpdates([ref()], { status: 'RESOLVED', note: 'Fixed by hand', who: 'console/dan' });
    await world.settle();
  },
  'becomes critical': async () => {
    const [finding] = world.hub.findings.values();
    await world.arrives({ ...finding, Severity: { Label: 'CRITICAL', Normalized: 90 }, UpdatedAt: '2026-03-02T09:30:00.000Z' });
  },
  'gets a note of another': () => fills(world, BRUNO, 'note', noteForm('The team of payments knows')),
  'gets a note in the console': async () => {
    world.hub.consoleUpdates([ref()], { note: 'Hands off until Friday', who: 'console/dan' });
    await world.settle();
  },
} as const;
type Change = keyof typeof MEANWHILE;

/** Ana has the form open while that happens, and sends it off. */
async function whileAnaWrites(action: string, form: Form, change: Change): Promise<void> {
  await world.press(ANA, action);
  await world.clock.advance(20_000);
  await MEANWHILE[change]();
  await world.slack.as(ANA).submit(form);
  await world.settle();
}

test.each([
  ['is assigned by another', 'U0CLARA', '<@U0BRUNO> has assigned this to <@U0CLARA> meanwhile; it is NEW now. Your press changed nothing.'],
  ['is resolved by another', undefined, '<@U0BRUNO> has resolved this meanwhile; it is RESOLVED now. Your press changed nothing.'],
  ['is resolved in the console', undefined, 'Somebody has, outside Slack, resolved this meanwhile; it is RESOLVED now.'],
] as const)('a finding that %s while Ana assigns it to herself is not hers, and she is told why', async (change, owner, words) => {
  await whileAnaWrites('assign', assignForm(ANA), change);
  expect(toAna()).toContain(words);
  if (owner === undefined) expect(world.drawn()).not.toContain('owner ');
  else expect(world.drawn()).toContain(`owner <@${owner}>`);
  expect(said(world).filter((line) => line.includes('to <@U0ANA>'))).toEqual([]);
  expect(noteInHub()).not.toContain('by ana (U0ANA)');
  expect((await world.onRecord()).filter(({ who }) => who === ANA)).toEqual([]);
});

test('Assign pressed on a phone that still shows the card without its owner takes it from nobody', async () => {
  world.slack.faults.add({ operation: 'chat.update', fault: { do: 'answer', answer: { status: 503, body: '' } } });
  await MEANWHILE['is assigned by another']();
  expect(world.drawn()).not.toContain('owner');
  await world.press(ANA, 'assign');
  expect(JSON.stringify(world.slack.as(ANA).modals()[0]?.view)).toContain('Now with <@U0CLARA>');
  await world.slack.as(ANA).submit(assignForm(ANA));
  await world.settle();
  expect(toAna()).toContain('<@U0BRUNO> has assigned this to <@U0CLARA> meanwhile');
  world.slack.faults.clear();
  await world.minutes(3);
  expect(world.drawn()).toContain('owner <@U0CLARA>');
});

test.each([
  ['assign', assignForm(ANA), 'Your press was carried out.'],
  ['resolve', noteForm('Port closed'), 'Your press was carried out.'],
  ['note', noteForm('Payments patches tonight'), 'Your note is written.'],
] as const)(
  'what becomes critical while Ana has the form of %s open is done, and she is told that it is worse',
  async (action, form, done) => {
    await whileAnaWrites(action, form, 'becomes critical');
    expect(toAna()).toContain(`${done} Its severity has risen from HIGH to CRITICAL meanwhile.`);
    expect(noteInHub()).toContain('by ana (U0ANA)');
    await world.minutes(2);
    expect(world.drawn()).toContain('CRITICAL');
  },
);

test.each([
  ['snooze', snoozeForm('4 hours'), 'snoozed'],
  ['suppress', suppressForm('A honeypot'), 'suppressed'],
] as const)(
  'what becomes critical while Ana has the form of %s open is not hidden, and goes on being there for a second try',
  async (action, form, word) => {
    await whileAnaWrites(action, form, 'becomes critical');
    expect(world.statuses()).toEqual(['NEW']);
    expect(toAna()).toContain(`Its severity has risen from HIGH to CRITICAL since you looked, so it was not ${word}.`);
    await fills(world, ANA, action, form);
    expect(world.statuses()).not.toEqual(['NEW']);
  },
);

test.each([
  ['is assigned by another', '<@U0BRUNO> has assigned this to <@U0CLARA> meanwhile; it is NEW now.'],
  ['is resolved by another', '<@U0BRUNO> has resolved this meanwhile; it is RESOLVED now.'],
  ['is resolved in the console', 'it is RESOLVED now.'],
  [
    'gets a note of another',
    'taken the place of a note that came meanwhile: “Noted by bruno (U0BRUNO) in Slack: The team of payments knows',
  ],
  ['gets a note in the console', 'taken the place of a note by console/dan that came meanwhile: “Hands off until Friday”'],
] as const)('the note that Ana writes while a finding %s is kept, nothing else changes, and she is told', async (change, words) => {
  await world.press(ANA, 'note');
  await world.clock.advance(20_000);
  await MEANWHILE[change]();
  await world.minutes(1);
  const before = { statuses: world.statuses(), drawn: world.drawn() };
  await world.slack.as(ANA).submit(noteForm('Payments patches tonight'));
  await world.settle();
  expect(noteInHub()).toContain('Noted by ana (U0ANA) in Slack: Payments patches tonight');
  expect(toAna()).toContain(`Your note is written. `);
  expect(toAna()).toContain(words);
  expect({ statuses: world.statuses(), drawn: world.drawn() }).toEqual(before);
});

test('the form of a note shows the one that it takes the place of, and nobody is told of what they saw there', async () => {
  await MEANWHILE['gets a note in the console']();
  await world.clock.advance(20_000);
  await world.press(ANA, 'note');
  expect(JSON.stringify(world.slack.as(ANA).modals()[0]?.view)).toContain('In Security Hub now: “Hands off until Friday”');
  await world.slack.as(ANA).submit(noteForm('Payments patches tonight'));
  await world.settle();
  expect(noteInHub()).toContain('Payments patches tonight');
  expect(world.told(ANA)).toEqual([]);
});

test('nobody is told of their own presses', async () => {
  await world.press(ANA, 'note');
  await world.clock.advance(20_000);
  await world.press(ANA, 'acknowledge');
  await world.slack.as(ANA).submit(noteForm('On it'));
  await world.settle();
  expect(world.told(ANA)).toEqual([]);
});
