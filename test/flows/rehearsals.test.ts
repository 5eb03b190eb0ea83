import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SHORTCUTS } from '../../src/slack/views/shortcuts.ts';
import { suppressForm } from '../support/suppressing.ts';
import { answer, asks, ticketsIn } from '../support/tickets.ts';
import { assignForm, fills, noteForm, row, snoozeForm } from '../support/triage.ts';
import { ALERTS, aWorld, inMenu, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

const { admin: DAN, responder: ANA, other: BRUNO, nobody: NICK } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}\nonCall: [{ who: S0RESPONDERS }]\nescalation: { HIGH: { mention: 10m, page: 5m } }\n` });
  await asks(world, DAN, '/shub test');
});
afterEach(async () => {
  // Whatever is rehearsed, nobody outside hears of it.
  const outside = {
    updates: world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings').length,
    pages: world.sns.inbox.length,
    events: world.bus.events.length,
    record: await world.dynamodb.scan(world.config.tables.auditTable),
    tickets: await ticketsIn(world),
    direct: [...world.slack.state.channels.values()].filter(({ kind }) => kind === 'im'),
    mentions: world.replies().filter((reply) => JSON.stringify(reply).includes('<!subteam^') || reply.broadcast),
  };
  await world.stop();
  expect(outside).toEqual({ updates: 0, pages: 0, events: 0, record: [], tickets: [], direct: [], mentions: [] });
});

const lines = () => world.replies().map(({ text, blocks, attachments }) => textsIn([{ text }, blocks, attachments]).join('\n'));
const theirWindow = (who: string) => JSON.stringify(world.slack.as(who).modals().at(-1)?.view);
const calls = (people: string[]) => ({
  ...noteForm('I cannot reach the account'),
  whom: { people: { type: 'multi_users_select', selected_users: people } },
});

test('a test card offers all that a real one does', async () => {
  expect(row(world)).toBe('Acknowledge Resolve… Snooze… Suppress… Details ⋯ Assign… Add note… Ticket Escalate… All like this…');
});

test('a note is said in the thread and written nowhere else', async () => {
  const before = world.drawn();
  await world.press(ANA, 'note');
  expect(theirWindow(ANA)).toContain('A test: nothing but the card changes');
  await world.slack.as(ANA).submit(noteForm('Payments knows'));
  await world.settle();
  expect(lines()).toEqual([expect.stringMatching(/Note\* by <@U0ANA>.*“Payments knows”.*a test: nothing else was changed/)]);
  expect(world.drawn()).toBe(before);
});

test('what is said in its thread can be taken over as a note as under a real card', async () => {
  const { channel, ts } = world.card();
  await world.slack.as(BRUNO).says(channel, 'The payments team patches it tonight', ts);
  const reply = world.replies().at(-1);
  await world.slack.as(ANA).shortcut(SHORTCUTS.note.callbackId, { channel, ts: reply?.ts ?? '' });
  await world.slack.as(ANA).submit(noteForm('The payments team patches it tonight'));
  await world.settle();
  expect(lines().at(-1)).toContain('a test: nothing else was changed');
});

test('calling for help is tried without anybody being mentioned, paged or told, and says so in the form, the thread and the answer', async () => {
  await world.press(ANA, 'escalate');
  expect(theirWindow(ANA)).toContain('A test: nobody is mentioned, paged or told directly');
  expect(theirWindow(ANA)).toContain('On call: <!subteam^S0RESPONDERS>');
  const channel = world.slack.state.channels.get(ALERTS);
  if (channel) channel.members = channel.members.filter((member) => member !== NICK);
  await world.slack.as(ANA).submit(calls([NICK]));
  const sent = world.slack.lastRequest();
  await world.clock.advance(1_000);
  await world.slack.deliver(sent?.body ?? '', {});
  await world.minutes(20);
  expect(lines()).toEqual([
    expect.stringMatching(/A test: ana calls for help, and nobody is mentioned or paged\*\n“I cannot reach the account”/),
  ]);
  expect(world.told(ANA).at(-1)).toContain('This is a test card: nobody was mentioned or paged. On a real one they are mentioned');
  expect(world.drawn()).not.toContain('SLA');
});

test.each([
  ['acknowledge', undefined, '*Acknowledged*'],
  ['resolve', noteForm('Port closed'), '*Resolved*'],
  ['suppress', suppressForm('A honeypot'), '*Suppressed*'],
  ['snooze', snoozeForm('1 hour'), '*Snoozed*'],
  ['assign', assignForm(BRUNO), '*Assigned*'],
] as const)('%s is undone for ten minutes, by anybody who may', async (action, form, word) => {
  const before = world.drawn();
  if (form) await fills(world, ANA, action, form);
  else await world.press(ANA, action);
  expect(world.drawn()).toContain(word);
  await world.press(BRUNO, 'undo');
  expect(world.drawn()).toBe(before);
  expect(lines().at(-1)).toMatch(/<@U0BRUNO> \*undid\*: it is not \w+ any more · a test: nothing else was changed/);
  expect(row(world)).not.toContain('Undo');
});

test('after ten minutes a press on a test card cannot be undone any more', async () => {
  await world.press(ANA, 'acknowledge');
  expect(row(world)).toContain('Undo');
  await world.minutes(12);
  expect(row(world)).not.toContain('Undo');
  expect(world.drawn()).toContain('*Acknowledged*');
  expect(row(world)).toContain('Re-open');
});

test('Ticket says why a test opens none, and what it does on a real card', async () => {
  await world.press(ANA, 'ticket');
  expect(world.told(ANA).at(-1)).toContain('This is a test card: no ticket was opened');
  expect(lines()).toEqual([]);
});

test('All like this says why there is nothing to change together, and what the window shows on a real card', async () => {
  await world.press(ANA, 'like');
  expect(theirWindow(ANA)).toContain('This is a test card: Security Hub has nothing like it');
  expect(lines()).toEqual([]);
});

test.each([
  ['note', noteForm('Late')],
  ['escalate', calls([NICK])],
] as const)('a form of %s that was open when the day of the test ended does nothing', async (action, form) => {
  await world.press(ANA, action);
  await world.clock.advance(24 * 3600_000);
  await world.slack.as(ANA).submit(form);
  await world.settle();
  expect(world.told(ANA).at(-1)).toContain('This test is over');
  expect(lines()).toEqual([]);
});

test('when its day is over nothing is offered but to look', async () => {
  await world.press(ANA, 'acknowledge');
  await world.clock.advance(24 * 3600_000);
  await world.minutes(2);
  expect(row(world)).toBe('Details');
});

test('a viewer rehearses nothing', async () => {
  const { ts, attachments } = world.card();
  for (const action of ['note', 'escalate', 'ticket', 'like']) {
    const chosen = inMenu(attachments, action);
    await world.slack.as(PEOPLE.viewer).act({ channel: ALERTS, ts }, { actionId: 'finding:more', ...chosen });
    await world.settle();
  }
  expect(answer(world, PEOPLE.viewer).text + textsIn(answer(world, PEOPLE.viewer).blocks).join()).toContain('you are viewer');
  expect(world.slack.as(PEOPLE.viewer).modals()).toEqual([]);
  expect(lines()).toEqual([]);
});
