import { afterEach, beforeEach, expect, test } from 'vitest';
import { ALERTS, aWorld, FALLBACK, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

async function types(who: string, text: string): Promise<string> {
  const { body } = await world.slack.as(who).command(ALERTS, text);
  await world.settle();
  return JSON.stringify(body);
}

/** What a test must leave alone: Security Hub, SNS, the bus, the audit trail. */
async function outside() {
  return {
    updates: world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings').length,
    pages: world.sns.inbox.length,
    events: world.bus.events.length,
    audit: await world.dynamodb.scan(world.config.tables.auditTable),
  };
}
const UNTOUCHED = { updates: 0, pages: 0, events: 0, audit: [] };

const ana = () => world.slack.as(PEOPLE.responder);
const note = { note: { text: { type: 'plain_text_input', value: 'Only trying' } } };
const reason = {
  reason: { class: { type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'x' }, value: 'test resource' } } },
};

test('the test card takes the way of a real one, says that it is none, and whoever asked is told where it is', async () => {
  await types(PEOPLE.admin, '/shub test');

  expect(world.card().text).toMatch(/^TEST HIGH: /);
  expect(world.drawn()).toContain('*TEST*: nothing is wrong. <@U0DAN> tries out this channel');
  expect(world.told(PEOPLE.admin).join()).toContain(`The test card is in <#${ALERTS}>`);
  const queued = world.sqs.calls.filter(({ operation }) => operation === 'ReceiveMessage');
  expect(queued.length).toBeGreaterThan(0);
  expect(await outside()).toEqual(UNTOUCHED);
});

test('each of its buttons works, and changes nothing but the card', async () => {
  await types(PEOPLE.admin, '/shub test');
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');

  await world.press(PEOPLE.responder, 'resolve');
  expect(JSON.stringify(ana().modals()[0]?.view)).toContain('A test: nothing but the card changes');
  await ana().submit(note);
  await world.settle();
  expect(world.drawn()).toContain('RESOLVED');
  expect(world.drawn()).toContain('Only trying');

  await world.minutes(11); // Until then it is undone instead.
  await world.press(PEOPLE.other, 'reopen');
  expect(world.drawn()).toContain('*Re-opened* by <@U0BRUNO>');

  await world.minutes(11); // So that there is room for its button again.
  await world.press(PEOPLE.responder, 'suppress');
  await ana().submit({ ...note, ...reason });
  await world.settle();
  expect(world.drawn()).toContain('SUPPRESSED');

  await world.press(PEOPLE.viewer, 'details');
  expect(JSON.stringify(world.slack.as(PEOPLE.viewer).modals()[0]?.view)).toContain('Security Hub has no such finding');
  const said = world.replies().map(({ blocks }) => textsIn(blocks).join());
  expect(said).toHaveLength(4);
  for (const line of said) expect(line).toContain('a test: nothing else was changed');
  expect(await outside()).toEqual(UNTOUCHED);
});

test('snoozing it and giving it to somebody are rehearsed too: nobody is told, and it does not come back', async () => {
  await types(PEOPLE.admin, '/shub test');
  await world.press(PEOPLE.responder, 'assign');
  expect(JSON.stringify(ana().modals()[0]?.view)).toContain('A test: nothing but the card changes');
  await ana().submit({ assignee: { person: { type: 'users_select', selected_user: PEOPLE.other } } });
  await world.settle();
  expect(world.drawn()).toContain('<@U0BRUNO>');

  await world.press(PEOPLE.responder, 'snooze');
  expect(JSON.stringify(ana().modals()[0]?.view)).toContain('A test: nothing but the card changes');
  await ana().submit({ for: { preset: { type: 'radio_buttons', selected_option: { value: '1 hour' } } } });
  await world.settle();
  expect(world.drawn()).toContain('*Snoozed* by <@U0ANA>');
  await world.minutes(62);

  const said = world.replies().map(({ blocks }) => textsIn(blocks).join());
  expect(said).toHaveLength(2);
  for (const line of said) expect(line).toContain('a test: nothing else was changed');
  expect([...world.slack.state.channels.values()].filter(({ kind }) => kind === 'im')).toEqual([]);
  expect(await outside()).toEqual(UNTOUCHED);
}, 120_000);

test('a viewer is refused its buttons as on any other card, and it stays as it was', async () => {
  await types(PEOPLE.admin, '/shub test');
  const before = JSON.stringify(world.card());
  await world.press(PEOPLE.viewer, 'acknowledge');
  expect(world.told(PEOPLE.viewer).join()).toContain('you are viewer');
  expect(JSON.stringify(world.card())).toBe(before);
});

test('presses on a test are left out of what reports say about how fast people are', async () => {
  await types(PEOPLE.admin, '/shub test');
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(await world.services.history.handled(new Date(0), 10)).toEqual({ presses: [], cut: false });
});

test('after a day its buttons are gone, and a press that comes late is told so', async () => {
  await types(PEOPLE.admin, '/shub test');
  const { ts } = world.card();
  const stale = world.slack.as(PEOPLE.responder);
  await world.clock.advance(24 * 3600_000);
  await stale.act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
  await world.settle();
  expect(world.told(PEOPLE.responder).join()).toContain('This test is over');

  await world.minutes(3);
  expect(world.drawn()).toContain('It is over');
  expect(JSON.stringify(world.card().attachments)).not.toContain('finding:acknowledge');
});

test.each([
  ['that shub is not in', 'is not in #sec-fallback', { members: [] as string[] }],
  ['that is archived', '#sec-fallback is archived', { archived: true }],
  ['that is private and does not show itself', `sees no channel ${FALLBACK}`, { kind: 'private' as const, members: [] as string[] }],
])('a channel %s is named, with what to do', async (_, words, state) => {
  Object.assign(world.slack.state.channels.get(FALLBACK) ?? {}, state);
  await types(PEOPLE.admin, `/shub test <#${FALLBACK}|sec-fallback>`);

  expect(world.told(PEOPLE.admin).join()).toContain(words);
  if (!('archived' in state)) expect(world.told(PEOPLE.admin).join()).toContain('/invite @shub');
  expect(world.cards(FALLBACK)).toEqual([]);
});

test('what Slack says only when it is posted is told too, and the card does not turn up later', async () => {
  world.slack.faults.add({
    operation: 'chat.postMessage',
    fault: { do: 'answer', answer: { status: 200, body: { ok: false, error: 'restricted_action' } } },
  });
  await types(PEOPLE.admin, '/shub test');
  expect(world.told(PEOPLE.admin).join()).toContain('could not be posted');
  expect(world.told(PEOPLE.admin).join()).toContain('restricted_action');

  world.slack.faults.clear();
  await world.minutes(5);
  expect(world.cards()).toEqual([]);
  await types(PEOPLE.admin, '/shub test');
  expect(world.cards()).toHaveLength(1);
});

test('while delivery is paused the test waits as everything does, and whoever asked is told', async () => {
  await types(PEOPLE.admin, '/shub pause');
  await types(PEOPLE.admin, '/shub test');
  expect(world.told(PEOPLE.admin).join()).toContain('paused');
  const before = world.cards().length;
  await types(PEOPLE.admin, '/shub resume');
  await world.minutes(1);
  expect(world.cards().filter(({ text }) => text.startsWith('TEST'))).toHaveLength(1);
  expect(world.cards().length).toBeGreaterThan(before);
});

test.each(['viewer', 'responder', 'approver', 'nobody', 'guest'] as const)('a %s cannot send a test card', async (who) => {
  expect(await types(PEOPLE[who], '/shub test')).toContain('Nothing was done');
  expect(world.cards()).toEqual([]);
});

test('a channel that nobody can tell is refused with the right form', async () => {
  expect(await types(PEOPLE.admin, '/shub test everywhere')).toContain('/shub test #channel');
});
