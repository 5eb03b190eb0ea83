import { afterEach, beforeEach, expect, test } from 'vitest';
import { STANDARDS_ID } from '../../src/slack/views/ids.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { suppressForm } from '../support/suppressing.ts';
import { fills } from '../support/triage.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

/** Opens their Home and presses a button in it. */
async function presses(who: string, actionId: string): Promise<void> {
  await world.slack.as(who).openHome();
  await world.settle(0);
  await world.slack.as(who).act({ view: world.slack.state.homes.get(who)?.id ?? '' }, { actionId });
  await world.settle();
}

async function posts(who: string, channel: string): Promise<void> {
  const state = { type: 'conversations_select', selected_conversation: channel };
  await world.slack.as(who).submit({ channel: { conversation: state } });
  await world.settle();
}

/** All that a person has been sent directly. */
function directly(who: string) {
  const [channel] = [...world.slack.state.channels.values()].filter(({ kind, members }) => kind === 'im' && members.includes(who));
  return (channel ? (world.slack.state.messages.get(channel.id) ?? []) : []).filter(({ deleted }) => !deleted);
}
const read = (message: { text: string; blocks?: unknown; attachments?: unknown } | undefined): string =>
  [message?.text, ...textsIn([message?.blocks, message?.attachments])].join('\n');

test('Next in Home brings what waits as a direct message, and its buttons work there', async () => {
  await world.arrives(aGuardDutyAsff());
  await presses(PEOPLE.responder, 'home:next');
  const [next] = directly(PEOPLE.responder);
  expect(read(next)).toContain('Next for you');

  await world.slack.as(PEOPLE.responder).act({ channel: next?.channel ?? '', ts: next?.ts ?? '' }, { actionId: 'next:acknowledge' });
  await world.settle();
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
  expect(directly(PEOPLE.responder).map(read).join()).toContain('That was all for now');
});

test('Report in Home asks for a channel, and all of that channel see the report', async () => {
  await presses(PEOPLE.viewer, 'home:report');
  expect(JSON.stringify(world.slack.as(PEOPLE.viewer).modals()[0]?.view)).toContain('All of the channel see it');
  await posts(PEOPLE.viewer, ALERTS);
  expect(world.cards().map(read).join()).toContain('Security report');
  expect(directly(PEOPLE.viewer)).toEqual([]);
});

test('Handover in Home asks for a channel, and the next shift reads it there', async () => {
  await world.arrives(aGuardDutyAsff());
  await presses(PEOPLE.viewer, 'home:handover');
  await posts(PEOPLE.viewer, ALERTS);
  expect(world.cards().map(read).join()).toContain('Handover');
});

test('a channel without shub is said to whoever chose it, directly, and nothing is posted', async () => {
  Object.assign(world.slack.state.channels.get(FALLBACK) ?? {}, { members: [PEOPLE.viewer] });
  await presses(PEOPLE.viewer, 'home:handover');
  await posts(PEOPLE.viewer, FALLBACK);
  expect(directly(PEOPLE.viewer).map(read).join()).toContain('/invite @shub');
  expect(world.cards(FALLBACK)).toEqual([]);
});

test('the form without a channel says what is missing, and stays', async () => {
  await presses(PEOPLE.viewer, 'home:report');
  await world.slack.as(PEOPLE.viewer).submit({});
  expect(world.slack.as(PEOPLE.viewer).modals()).toHaveLength(1);
  expect(world.cards()).toEqual([]);
});

test.each([
  ['On call', 'home:oncall', /on call/i],
  ['Standards', STANDARDS_ID, /standards/i],
  ['All of mine', 'home:mine', /Yours, the oldest first/],
  ['All suppressions', 'home:exceptions', /Suppressions in force/],
])('%s in Home answers directly what otherwise is typed', async (_, actionId, words) => {
  await world.arrives(aGuardDutyAsff({ Id: 'hidden' }));
  await fills(world, PEOPLE.responder, 'suppress', suppressForm('A honeypot'));
  await world.arrives(aGuardDutyAsff());
  const open = world.cards().find(({ text }) => text.startsWith('HIGH'));
  await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts: open?.ts ?? '' }, { actionId: 'finding:acknowledge' });
  await world.settle();
  await presses(PEOPLE.responder, actionId);
  expect(directly(PEOPLE.responder).map(read).join()).toMatch(words);
});
