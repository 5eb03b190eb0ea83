import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { EXCEPTION_IDS } from '../../src/slack/views/ids.ts';
import { aFrontDesk, CHANNEL, type FrontDesk, PEOPLE, SECRET, START } from '../support/front-desk.ts';

const MANY = 200;
const DEADLINE_MS = 2200;
const LAST_WORDS_MS = 600;

let desk: FrontDesk;
afterEach(() => desk.stop());

/** Rita acknowledges a card, or as many of them as she is told to, each request signed like Slack's. */
function press(card: number, action: string = 'finding:acknowledge', value = `${String(card).padStart(32, '0')}|0`) {
  const payload = {
    type: 'block_actions',
    user: { id: PEOPLE.responder, team_id: 'T0ACME' },
    team: { id: 'T0ACME' },
    api_app_id: 'A0APP',
    trigger_id: 't',
    channel: { id: CHANNEL },
    actions: [{ action_id: action, value }],
  };
  const body = Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  const timestamp = String(START / 1000);
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
  };
  return desk.receiver.handle({ body, headers });
}

const manyPress = () => Array.from({ length: MANY }, (_, card) => press(card));
const soon = () => new Promise((resolve) => setImmediate(resolve));
const words = () => desk.slack.calls.filter(({ operation }) => operation !== 'users.info' && operation !== 'usergroups.users.list').length;
const told = () =>
  desk.slack
    .as(PEOPLE.responder)
    .sees(CHANNEL)
    .filter(({ ephemeralFor }) => ephemeralFor === PEOPLE.responder);

/** A table that answers nobody until it is let. */
function stuckTable() {
  let letGo: () => void = () => undefined;
  const stuck = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { nonces: { use: () => stuck.then(() => true), used: () => stuck.then(() => false) }, letGo };
}

test('two hundred presses are too late together and done after all: each is answered as done, and few are told anything', async () => {
  const { nonces, letGo } = stuckTable();
  desk = await aFrontDesk({ nonces });
  desk.slack.faults.add({ operation: 'chat.postEphemeral', fault: { do: 'hang' } });
  const before = words();
  const answers = manyPress();
  await soon();
  await desk.clock.advance(DEADLINE_MS);
  await soon();
  letGo();

  expect((await Promise.all(answers)).every(({ status, body }) => status === 200 && body === '')).toBe(true);
  expect(desk.intents.all.size).toBe(MANY);
  expect(desk.queues.requests).toHaveLength(MANY);
  expect(words() - before).toBeLessThanOrEqual(20);
});

test('two hundred presses are too late together and never done: as many as are told so are answered, the others Slack shows as failed', async () => {
  desk = await aFrontDesk({ nonces: stuckTable().nonces });
  desk.slack.limits.on = false;
  const before = words();
  const answers = manyPress();
  await soon();
  await desk.clock.advance(DEADLINE_MS);
  let answered = 0;
  for (const answer of answers) void answer.then(() => answered++);
  while (answered < 20) await soon();
  await desk.clock.advance(LAST_WORDS_MS);
  const statuses = (await Promise.all(answers)).map(({ status }) => status);

  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 500)).toHaveLength(MANY - 20);
  expect(told()).toHaveLength(20);
  expect(words() - before).toBe(20);
  expect(desk.written()).toBe(0);
  // Nobody is held back for good by what is over.
  const again = press(MANY);
  await soon();
  await desk.clock.advance(DEADLINE_MS);
  expect((await again).status).toBe(200);
});

test('what failed is said once, even when saying it takes until the deadline', async () => {
  const away = () => Promise.reject(new Error('Table not reachable'));
  desk = await aFrontDesk({ nonces: { use: away, used: away } });
  desk.slack.faults.add({ operation: 'chat.postEphemeral', fault: { do: 'delay', ms: DEADLINE_MS + LAST_WORDS_MS } });
  const answer = press(1);
  while (told().length === 0) await soon();
  await desk.clock.advance(DEADLINE_MS + LAST_WORDS_MS);

  await answer;
  expect(told()).toHaveLength(1);
  expect(told()[0]?.text).toContain('Not done: something broke on our side.');
});

test('what is on its way is answered as done, even when the words about it are refused', async () => {
  desk = await aFrontDesk();
  desk.slack.faults.add({ operation: '*', when: ({ operation }) => operation.startsWith('c'), fault: { do: 'refuse' } });

  expect((await press(1, EXCEPTION_IDS.csv, '')).status).toBe(200);
  expect(desk.queues.requests).toMatchObject([{ request: { kind: 'export exceptions', format: 'csv' } }]);
  expect(desk.log.counts.get('PeopleNotTold')).toBe(1);
});
