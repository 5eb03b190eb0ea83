import { afterEach, beforeEach, expect, test } from 'vitest';
import { SHORTCUTS } from '../../src/slack/views/shortcuts.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const choose = async (who: string, { callbackId }: { callbackId: string }, message?: { channel: string; ts: string }) => {
  await world.slack.as(who).shortcut(callbackId, message);
  await world.settle(0);
};
const theirWindow = (who: string): string => textsIn(world.slack.as(who).modals().at(-1)?.view).join('\n');
const toldTo = (who: string, channel: string): string =>
  world.slack
    .as(who)
    .sees(channel)
    .filter(({ ephemeralFor }) => ephemeralFor === who)
    .flatMap((message) => textsIn(message))
    .join('\n');
const directly = (who: string): string =>
  [...world.slack.state.channels.values()]
    .filter(({ kind, members }) => kind === 'im' && members.includes(who))
    .flatMap(({ id }) => world.slack.as(who).sees(id))
    .flatMap((message) => textsIn(message))
    .join('\n');
const words = (value: string) => ({ type: 'plain_text_input', value });
const note = () => JSON.stringify([...world.hub.findings.values()][0]?.Note ?? '');

test('Find a finding asks what to look for, and lists it directly', async () => {
  await world.arrives(aGuardDutyAsff());
  await choose(PEOPLE.viewer, SHORTCUTS.find);
  expect(theirWindow(PEOPLE.viewer)).toContain('Find a finding');

  await world.slack.as(PEOPLE.viewer).submit({ account: { account: words('12') } });
  expect(JSON.stringify(world.slack.as(PEOPLE.viewer).modals().at(-1)?.errors)).toContain('An account is its 12 digits');

  await world.slack
    .as(PEOPLE.viewer)
    .submit({ account: { account: words('') }, product: { product: { type: 'static_select', selected_option: { value: 'guardduty' } } } });
  await world.settle(0);
  expect(world.slack.as(PEOPLE.viewer).modals()).toEqual([]);
  expect(directly(PEOPLE.viewer)).toContain(String(aGuardDutyAsff()['Title']));
});

test('the same form opens from Home', async () => {
  await world.slack.as(PEOPLE.viewer).openHome();
  await world.settle(0);
  const home = world.slack.state.homes.get(PEOPLE.viewer)?.id ?? '';
  await world.slack.as(PEOPLE.viewer).act({ view: home }, { actionId: 'home:find' });
  expect(theirWindow(PEOPLE.viewer)).toContain('Find a finding');
});

test('whoever may see nothing is told so in a window', async () => {
  await choose(PEOPLE.guest, SHORTCUTS.find);
  expect(theirWindow(PEOPLE.guest)).not.toContain('Severity');
  expect(theirWindow(PEOPLE.guest)).not.toBe('');
});

test('Ticket in the menu of a card opens the ticket about its finding, and once', async () => {
  await world.arrives(aGuardDutyAsff());
  const { channel, ts } = world.card();
  await choose(PEOPLE.responder, SHORTCUTS.ticket, { channel, ts });
  await choose(PEOPLE.responder, SHORTCUTS.ticket, { channel, ts });
  await world.settle(0);
  expect(textsIn(world.card()).join('\n')).toContain('Ticket');
  expect((await world.services.ticketing.list('open', PEOPLE.responder, 1)).tickets).toHaveLength(1);
});

test('a viewer opens no ticket, and reads why', async () => {
  await world.arrives(aGuardDutyAsff());
  const { channel, ts } = world.card();
  await choose(PEOPLE.viewer, SHORTCUTS.ticket, { channel, ts });
  expect(toldTo(PEOPLE.viewer, channel)).toMatch(/responder/i);
});

test('what somebody says in the thread of a card is taken over as its note', async () => {
  await world.arrives(aGuardDutyAsff());
  const { channel, ts } = world.card();
  await world.slack.as(PEOPLE.other).says(channel, 'The payments team patches it tonight', ts);
  const reply = world.slack
    .as(PEOPLE.responder)
    .sees(channel)
    .find(({ text }) => text.includes('patches it tonight'));
  await choose(PEOPLE.responder, SHORTCUTS.note, { channel, ts: reply?.ts ?? '' });
  expect(JSON.stringify(world.slack.as(PEOPLE.responder).modals().at(-1)?.view)).toContain('The payments team patches it tonight');

  await world.slack.as(PEOPLE.responder).submit({ note: { text: words('The payments team patches it tonight') } });
  await world.settle(0);
  expect(note()).toContain('The payments team patches it tonight');
});

test('a message that is about no finding takes neither note nor ticket', async () => {
  await world.arrives(aGuardDutyAsff());
  const { channel } = world.card();
  await world.slack.as(PEOPLE.other).says(channel, 'Lunch?');
  const lunch = world.slack
    .as(PEOPLE.responder)
    .sees(channel)
    .find(({ text }) => text === 'Lunch?');
  await choose(PEOPLE.responder, SHORTCUTS.note, { channel, ts: lunch?.ts ?? '' });
  expect(world.slack.as(PEOPLE.responder).modals()).toEqual([]);
  expect(toldTo(PEOPLE.responder, channel)).toContain('this is about no finding');
});
