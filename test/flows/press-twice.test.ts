import { afterEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { escalations, mentions } from '../support/escalating.ts';
import { eventsOf } from '../support/outlets.ts';
import { suppressForm } from '../support/suppressing.ts';
import { historyOf, ticketIn } from '../support/tickets.ts';
import { assignForm, fills, noteForm, said, snoozeForm } from '../support/triage.ts';
import { ALERTS, aWorld, inMenu, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
afterEach(() => world.stop());

/** What is done at once, and what asks something first, with what is filled in; from which state; what it comes to. */
const ACTIONS = [
  { action: 'acknowledge', from: 'NEW', to: 'NOTIFIED' },
  { action: 'reopen', from: 'RESOLVED', to: 'NEW' },
  { action: 'undo', from: 'NOTIFIED', to: 'NEW' },
  { action: 'resolve', form: noteForm('Port closed'), from: 'NEW', to: 'RESOLVED' },
  { action: 'suppress', form: suppressForm('A honeypot'), from: 'NEW', to: 'SUPPRESSED' },
  { action: 'snooze', form: snoozeForm('1 hour'), from: 'NEW', to: 'NOTIFIED' },
  { action: 'assign', form: assignForm(BRUNO), from: 'NEW', to: 'NEW' },
  { action: 'note', form: noteForm('Payments knows'), from: 'NEW', to: 'NEW' },
] as const;
const FORMS = ACTIONS.filter((each) => 'form' in each);

async function aCardThatIs(state: (typeof ACTIONS)[number]['from']): Promise<void> {
  world = await aWorld();
  await world.arrives(aControlAsff());
  if (state === 'NOTIFIED') await world.press(BRUNO, 'acknowledge');
  if (state !== 'RESOLVED') return;
  await fills(world, BRUNO, 'resolve', noteForm('Port closed'));
  await world.minutes(11); // So that it is not undone but opened again.
}

const updates = () => world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings').length;

/** The same presses, one right after the other, before anything has come of the first. */
async function twiceAtOnce(who: readonly [string, string], action: string): Promise<void> {
  const { ts, attachments } = world.card();
  const chosen = inMenu(attachments, action);
  const press = (person: string) =>
    world.slack.as(person).act({ channel: ALERTS, ts }, { actionId: `finding:${chosen ? 'more' : action}`, ...chosen });
  await Promise.all(who.map(press));
  await world.settle();
}

test.each(ACTIONS)('$action pressed or sent off twice takes effect once and is said once', async ({ action, from, to, ...more }) => {
  await aCardThatIs(from);
  const before = said(world).length;
  if ('form' in more) {
    await world.press(ANA, action);
    await world.slack.as(ANA).submit(more.form);
    const sent = world.slack.lastRequest();
    await world.clock.advance(1_000); // Signed anew: another request to us, as a second tap is.
    await world.slack.deliver(sent?.body ?? '', {});
    await world.settle();
  } else {
    await twiceAtOnce([ANA, ANA], action);
  }
  expect(world.statuses()).toEqual([to]);
  const record = (await world.onRecord()).filter((entry) => entry.action === action && entry.who === ANA);
  expect(record.map(({ phase }) => phase)).toEqual(['started', 'done']);
  expect(said(world).length - before).toBe(1);
});

const called = { ...noteForm('Come and see'), whom: { people: { type: 'multi_users_select', selected_users: [BRUNO] } } };

test('the form of escalate sent off twice calls once: one line, one page, one event, one pair on record', async () => {
  await aCardThatIs('NEW');
  await world.press(ANA, 'escalate');
  await world.slack.as(ANA).submit(called);
  const sent = world.slack.lastRequest();
  await world.clock.advance(1_000);
  await world.slack.deliver(sent?.body ?? '', {});
  await world.minutes(3);
  expect(mentions(world)).toHaveLength(1);
  expect(escalations(world)).toHaveLength(1);
  expect(eventsOf(world).filter(({ type }) => type === 'Finding Escalated')).toHaveLength(1);
  const record = (await world.onRecord()).filter(({ action }) => action === 'escalate');
  expect(record.map(({ phase }) => phase)).toEqual(['started', 'done']);
  expect(world.told(ANA).filter((words) => words.includes('Called: '))).toHaveLength(1);
});

test('Escalate tapped twice opens windows and calls nobody by itself', async () => {
  await aCardThatIs('NEW');
  await twiceAtOnce([ANA, ANA], 'escalate');
  expect(world.slack.as(ANA).modals().length).toBeGreaterThan(0);
  expect([mentions(world), escalations(world), await world.onRecord()]).toEqual([[], [], []]);
});

test('Ticket tapped twice, or by two people at once, is one ticket, opened once on record and in the thread', async () => {
  await aCardThatIs('NEW');
  await twiceAtOnce([ANA, ANA], 'ticket');
  await twiceAtOnce([ANA, BRUNO], 'ticket');
  await world.minutes(3);
  expect(historyOf(await ticketIn(world))).toEqual([`opened by ${ANA}`]);
  expect((await world.onRecord()).filter(({ action }) => action === 'ticket')).toHaveLength(1);
  expect(world.replies().map(({ text }) => text)).toEqual([expect.stringContaining('Ticket opened by ana')]);
  expect(world.told(BRUNO).join('\n')).toContain('There is a ticket already');
});

test('Details tapped twice shows what there is to know, and leaves no trace', async () => {
  await aCardThatIs('NEW');
  const before = world.drawn();
  await twiceAtOnce([ANA, ANA], 'details');
  const shown = world.slack
    .as(ANA)
    .modals()
    .map(({ view }) => JSON.stringify(view['blocks']));
  expect(shown.length).toBeGreaterThan(0);
  for (const blocks of shown) expect(blocks).toContain('EC2.19');
  expect([said(world), updates(), await world.onRecord(), world.drawn()]).toEqual([[], 0, [], before]);
});

test.each(ACTIONS.filter((each) => !('form' in each)))(
  '$action on a card that has changed meanwhile changes nothing, and its person is told',
  async ({ action, from, to }) => {
    await aCardThatIs(from);
    await world.press(ANA, action);
    const { body = '' } = world.slack.lastRequest() ?? {};
    const before = updates();
    // Bruno's phone shows the card as it was.
    await world.slack.deliver(body.replaceAll(ANA, BRUNO), {});
    await world.settle();
    expect(world.statuses()).toEqual([to]);
    expect(updates()).toBe(before);
    // What is refused at once goes where Slack has said that its answer goes, which in this request is still Ana's.
    expect([...world.told(ANA), ...world.told(BRUNO)]).toHaveLength(1);
  },
);

test.each(FORMS.filter(({ action }) => action !== 'note' && action !== 'assign'))(
  'the form of $action sent off for a card that has changed meanwhile changes nothing, and its person is told',
  async ({ action, form }) => {
    await aCardThatIs('NEW');
    await world.press(ANA, action);
    await world.press(BRUNO, 'acknowledge');
    const before = updates();
    await world.slack.as(ANA).submit(form);
    await world.settle();
    expect(world.statuses()).toEqual(['NOTIFIED']);
    expect(updates()).toBe(before);
    expect(world.told(ANA).join('\n')).toContain('Your press changed nothing');
  },
);

test.each(FORMS)('when the window of $action opens too late nothing is done, and its person is told', async ({ action }) => {
  await aCardThatIs('NEW');
  world.slack.faults.add({
    operation: 'views.open',
    times: 1,
    fault: { do: 'answer', answer: { status: 200, body: { ok: false, error: 'expired_trigger_id' } } },
  });
  await world.press(ANA, action);
  expect(world.slack.as(ANA).modals()).toEqual([]);
  expect(world.statuses()).toEqual(['NEW']);
  expect(updates()).toBe(0);
  expect(world.told(ANA).at(-1)).toContain('Slack waited too long to open the window. Press the button again.');
});
