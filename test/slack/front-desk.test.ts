import { afterEach, beforeEach, expect, test } from 'vitest';
import { aFrontDesk, CHANNEL, type FrontDesk, PEOPLE } from '../support/front-desk.ts';

let desk: FrontDesk;
beforeEach(async () => {
  desk = await aFrontDesk();
});
afterEach(() => desk.stop());

/** What the person sees of it: the words Slack was answered with, or else the newest message that only they see. */
const told = (who: string) => {
  const { text, blocks } = desk.slack
    .as(who)
    .sees(CHANNEL)
    .filter(({ ephemeralFor }) => ephemeralFor === who)
    .at(-1) ?? { text: '', blocks: [] };
  return `${text}\n${JSON.stringify(blocks)}`;
};

const press = (who: string, actionId: string) => desk.slack.as(who).act({ channel: CHANNEL, ts: desk.card.ts }, { actionId });

test('Rita presses Acknowledge: the press is durable and on its way when Slack is answered', async () => {
  const answer = await press(PEOPLE.responder, 'finding:acknowledge');

  expect(answer).toMatchObject({ status: 200, body: '' });
  const [intent] = desk.intents.all.values();
  expect(intent).toMatchObject({
    who: PEOPLE.responder,
    action: 'acknowledge',
    card: desk.card.key,
    actionVersion: (await desk.cards.get(desk.card.key))?.actionVersion,
    channel: CHANNEL,
    state: 'REQUESTED',
  });
  expect(desk.queues.requests).toEqual([{ request: { kind: 'press', intent: intent?.id, card: intent?.card }, to: 'actions' }]);
});

test('Rita presses twice: it is one press, handed on again in case it was lost', async () => {
  await press(PEOPLE.responder, 'finding:acknowledge');
  await press(PEOPLE.responder, 'finding:acknowledge');

  expect(desk.intents.all.size).toBe(1);
  expect(new Set(desk.queues.requests.map(({ request }) => JSON.stringify(request))).size).toBe(1);
});

test('a press that is finished is told as such and nothing is done again', async () => {
  await press(PEOPLE.responder, 'finding:acknowledge');
  for (const intent of desk.intents.all.values()) desk.intents.all.set(intent.id, { ...intent, state: 'SHOWN' });
  desk.queues.requests.length = 0;

  await press(PEOPLE.responder, 'finding:acknowledge');

  expect(told(PEOPLE.responder)).toContain('You have done this already');
  expect(desk.queues.requests).toEqual([]);
});

test('what was refused can be asked for again, as a press of its own', async () => {
  await press(PEOPLE.responder, 'finding:acknowledge');
  const [first] = desk.intents.all.values();
  if (first) desk.intents.all.set(first.id, { ...first, state: 'REFUSED' });

  await press(PEOPLE.responder, 'finding:acknowledge');

  expect([...desk.intents.all.values()].map(({ state }) => state)).toEqual(['REFUSED', 'REQUESTED']);
  expect(desk.queues.requests.at(-1)?.request).not.toMatchObject({ kind: 'press', intent: first?.id });
});

test('the queue refuses: Rita is told that it is not done, and nobody does it later', async () => {
  desk.queues.refusing = true;

  const answer = await press(PEOPLE.responder, 'finding:acknowledge');

  expect(answer.status).toBe(200);
  expect(told(PEOPLE.responder)).toMatch(/Not done: something broke on our side\. Try again .* `feedface`/);
  expect([...desk.intents.all.values()].map(({ state }) => state)).toEqual(['REFUSED']);
  expect(desk.log.lines.filter(({ level }) => level === 'error')).toMatchObject([
    { facts: { reference: 'feedface', error: 'Error: The queue is not reachable' } },
  ]);
});

test('Rita resolves: the form comes first, and what she wrote travels with the press', async () => {
  await press(PEOPLE.responder, 'finding:resolve');
  expect(desk.slack.as(PEOPLE.responder).modals()).toHaveLength(1);
  expect(desk.written()).toBe(0);

  await desk.slack.as(PEOPLE.responder).submit({ note: { text: { type: 'plain_text_input', value: '  rebuilt the instance ' } } });

  expect(desk.slack.as(PEOPLE.responder).modals()).toEqual([]);
  expect([...desk.intents.all.values()]).toMatchObject([
    { action: 'resolve', text: 'rebuilt the instance', card: desk.card.key, channel: CHANNEL },
  ]);
  expect(desk.queues.requests).toMatchObject([{ to: 'actions' }]);
});

test('Rita suppresses: reason and text travel to the one function that may suppress', async () => {
  await press(PEOPLE.responder, 'finding:suppress');
  await desk.slack.as(PEOPLE.responder).submit({
    reason: { class: { type: 'static_select', selected_option: { value: 'accepted risk' } } },
    note: { text: { type: 'plain_text_input', value: 'honeypot' } },
  });

  expect([...desk.intents.all.values()]).toMatchObject([{ action: 'suppress', reasonClass: 'accepted risk', text: 'honeypot' }]);
  expect(desk.queues.requests).toMatchObject([{ request: { kind: 'press' }, to: 'admin' }]);
});

test('three spaces are no reason: the form says so and stays open', async () => {
  await press(PEOPLE.responder, 'finding:suppress');
  await desk.slack.as(PEOPLE.responder).submit({
    reason: { class: { type: 'static_select', selected_option: { value: 'other' } } },
    note: { text: { type: 'plain_text_input', value: '     ' } },
  });

  expect(desk.slack.as(PEOPLE.responder).modals()[0]?.errors).toEqual({ note: 'Please write a few words: at least 3 characters.' });
  expect(desk.written()).toBe(0);
});

test('Rita loses her role while the form is open: suppressing asks Slack again and refuses', async () => {
  await press(PEOPLE.responder, 'finding:suppress');
  desk.slack.state.groups.get('S0RESP')?.users.splice(0);

  await desk.slack.as(PEOPLE.responder).submit({
    reason: { class: { type: 'static_select', selected_option: { value: 'other' } } },
    note: { text: { type: 'plain_text_input', value: 'honeypot' } },
  });

  expect(JSON.stringify(desk.slack.as(PEOPLE.responder).modals()[0]?.view)).toContain('This needs the role responder or approver or admin');
  expect(desk.written()).toBe(0);
});

test('an old card offers what is done already: Rita is told instead of asked', async () => {
  await desk.cards.change(desk.card.key, (card) => card && { ...card, workflow: 'RESOLVED' });

  await press(PEOPLE.responder, 'finding:resolve');

  expect(desk.slack.as(PEOPLE.responder).modals()).toEqual([]);
  expect(told(PEOPLE.responder)).toContain('This is resolved already');
});

test('Slack opens no window any more: Rita is told to press again', async () => {
  desk.slack.faults.add({
    operation: 'views.open',
    fault: { do: 'answer', answer: { status: 200, body: { ok: false, error: 'expired_trigger_id' } } },
  });

  await press(PEOPLE.responder, 'finding:resolve');

  expect(told(PEOPLE.responder)).toContain('Slack waited too long to open the window. Press the button again.');
});

test('Vic opens the details: the window is there at once and somebody is asked to fill it', async () => {
  await press(PEOPLE.viewer, 'finding:details');

  const [view] = desk.slack.as(PEOPLE.viewer).modals();
  expect(JSON.stringify(view?.view)).toContain('Asking Security Hub');
  expect(desk.queues.requests).toEqual([
    { request: { kind: 'details', who: PEOPLE.viewer, view: view?.id, subject: desk.card.key }, to: 'actions' },
  ]);
});

test('nobody can fill the details: the window says so instead of waiting for ever', async () => {
  desk.queues.refusing = true;

  await press(PEOPLE.viewer, 'finding:details');

  expect(JSON.stringify(desk.slack.as(PEOPLE.viewer).modals()[0]?.view)).toContain('Not done: something broke on our side');
});

test('Vic asks for findings: the question is on its way with where to answer', async () => {
  const answer = await desk.slack.as(PEOPLE.viewer).command(CHANNEL, '/shub findings severity=critical,high status=new');

  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(desk.queues.requests).toMatchObject([
    {
      to: 'actions',
      request: {
        kind: 'findings',
        who: PEOPLE.viewer,
        channel: CHANNEL,
        page: 1,
        query: { severity: ['CRITICAL', 'HIGH'], status: ['NEW'] },
      },
    },
  ]);
});

test.each([
  ['', 'What shub can do'],
  ['help', 'What shub can do'],
  ['fidnings', 'Did you mean `/shub findings`?'],
  ['findings severity=hgih', 'Did you mean `high`?'],
  ['pause', 'This needs the role admin'],
])('Vic types `/shub %s` and reads the answer alone', async (text, words) => {
  await desk.slack.as(PEOPLE.viewer).command(CHANNEL, `/shub ${text}`);

  expect(told(PEOPLE.viewer)).toContain(words);
  expect(desk.slack.as(PEOPLE.responder).sees(CHANNEL)).toHaveLength(1);
  expect(desk.written()).toBe(0);
});

test('Ada pauses the channel she is in', async () => {
  await desk.slack.as(PEOPLE.admin).command(CHANNEL, '/shub pause');

  expect(desk.queues.requests).toMatchObject([{ request: { kind: 'pause', who: PEOPLE.admin, scope: CHANNEL, on: true } }]);
});

test('a finding’s title typed as a command cannot call the channel', async () => {
  await desk.slack.as(PEOPLE.viewer).command(CHANNEL, '/shub <!channel>');

  expect(told(PEOPLE.viewer)).not.toContain('<!channel>');
});
