import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { slackHandler } from '../../src/slack/http-event.ts';
import { aFrontDesk, CHANNEL, type FrontDesk, PEOPLE, SECRET, START, TOKEN } from '../support/front-desk.ts';

let desk: FrontDesk;
beforeEach(async () => {
  desk = await aFrontDesk();
});
afterEach(() => desk.stop());

const FORM = 'application/x-www-form-urlencoded';

function signed(body: Buffer, contentType: string) {
  const timestamp = String(START / 1000);
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
  return { 'content-type': contentType, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
}

const send = (text: string, contentType = FORM) => {
  const body = Buffer.from(text);
  return desk.receiver.handle({ body, headers: signed(body, contentType) });
};

const command = (text: string) =>
  new URLSearchParams({
    command: '/shub',
    text,
    user_id: PEOPLE.viewer,
    team_id: 'T0ACME',
    api_app_id: 'A0APP',
    channel_id: CHANNEL,
    trigger_id: 't',
  }).toString();

const interaction = (payload: object) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
const by = (id: string) => ({ user: { id, team_id: 'T0ACME' }, team: { id: 'T0ACME' }, api_app_id: 'A0APP', trigger_id: 't' });

test.each([
  ['JSON that is cut short', '{"type":"block_act', 'application/json'],
  ['a form whose payload is no JSON', 'payload=%7B%22type', FORM],
  ['a form whose payload is a number', 'payload=7', FORM],
  ['JSON without a content type', '[1,2', ''],
  ['an array', '[]', 'application/json'],
])('signed nonsense (%s) is a bad request, not a failure', async (_, body, contentType) => {
  expect((await send(body, contentType)).status).toBe(400);
});

test.each([
  ['an empty form', '', FORM],
  ['an interaction of a kind that does not exist', interaction({ type: 'telepathy' }), FORM],
  ['an interaction without a person', interaction({ type: 'block_actions', actions: [] }), FORM],
  ['a command without a person', 'command=%2Fshub', FORM],
  ['an event that is null', '{"type":"event_callback","event":null}', 'application/json'],
])('signed and understood by nobody (%s): no answer is pretended', async (_, body, contentType) => {
  expect((await send(body, contentType)).status).toBe(404);
});

test('unsigned nonsense is refused before it is read, and counted', async () => {
  for (const body of ['{"', 'payload=%7B', '', 'ssl_check=1&payload={}']) {
    expect(await desk.receiver.handle({ body: Buffer.from(body), headers: { 'content-type': 'application/json' } })).toEqual({
      status: 401,
      headers: {},
      body: '',
    });
  }
  expect(desk.log.counts.get('SlackRequestsUnsigned')).toBe(4);
});

test('the charset of a form changes nothing', async () => {
  expect((await send(command('help'), `${FORM}; charset=utf-8`)).body).toContain('What shub can do');
});

test('Slack checks the certificate: there is nothing to do', async () => {
  expect(await send('ssl_check=1&token=deprecated')).toEqual({ status: 200, headers: {}, body: '' });
});

test('Slack checks the address of the app: its challenge comes back', async () => {
  expect(await send('{"type":"url_verification","challenge":"3eZbrw1aB"}', 'application/json')).toMatchObject({
    status: 200,
    body: '{"challenge":"3eZbrw1aB"}',
  });
});

test('the same bytes again within five minutes do nothing', async () => {
  await desk.slack.as(PEOPLE.responder).act({ channel: CHANNEL, ts: desk.card.ts }, { actionId: 'finding:acknowledge' });
  const last = desk.slack.lastRequest();
  if (!last) throw new Error('Nothing was sent');
  const written = desk.written();

  for (const _ of [1, 2]) expect((await desk.slack.deliver(last.body, last.headers)).status).toBe(200);

  expect(written).toBe(2);
  expect(desk.written()).toBe(written);
});

test('a button of another version is answered in words', async () => {
  const answer = await send(
    interaction({
      ...by(PEOPLE.viewer),
      type: 'block_actions',
      channel: { id: CHANNEL },
      actions: [{ action_id: 'finding:hypnotise', value: 'x' }],
    }),
  );

  expect(answer.status).toBe(200);
  expect(desk.slack.as(PEOPLE.viewer).sees(CHANNEL).at(-1)?.text).toContain('this version of shub does not know that');
});

test('a form of another version is answered in its own window', async () => {
  const { body } = await send(
    interaction({ ...by(PEOPLE.viewer), type: 'view_submission', view: { id: 'V1', callback_id: 'hypnotise', private_metadata: '' } }),
  );

  expect(JSON.parse(body)).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
  expect(body).toContain('this version of shub does not know that');
});

test('a form with metadata that is not ours changes nothing', async () => {
  for (const private_metadata of ['', '{', '{"card":7}', '{"card":"c","actionVersion":0.5,"channel":"C"}']) {
    const state = { values: { note: { text: { value: 'because' } } } };
    const { body } = await send(
      interaction({
        ...by(PEOPLE.responder),
        type: 'view_submission',
        view: { id: 'V1', callback_id: 'resolve', private_metadata, state },
      }),
    );
    expect(body).toContain('this version of shub does not know that');
  }
  expect(desk.written()).toBe(0);
});

test('a window closed needs no words', async () => {
  expect((await send(interaction({ ...by(PEOPLE.viewer), type: 'view_closed', view: { id: 'V1', callback_id: 'resolve' } }))).status).toBe(
    200,
  );
});

test('shub is slower than Slack waits: the person is told to try again before Slack gives up', async () => {
  const slow = await aFrontDesk({ nonces: { use: () => new Promise(() => undefined), used: () => new Promise(() => undefined) } });
  const answered = slow.slack.as(PEOPLE.viewer).command(CHANNEL, '/shub help');
  while (slow.clock.next() === undefined) await new Promise((resolve) => setImmediate(resolve));
  await slow.clock.advance(2200);

  expect((await answered).status).toBe(200);
  expect(slow.slack.as(PEOPLE.viewer).sees(CHANNEL).at(-1)?.text).toContain('Not done yet: this is taking longer than Slack waits.');
  await slow.stop();
});

const away = () => Promise.reject(new Error('Table not reachable'));
const unreachable = { use: away, used: away };

test('the table does not answer: nothing is done on trust', async () => {
  const broken = await aFrontDesk({ nonces: unreachable });
  await broken.slack.as(PEOPLE.responder).act({ channel: CHANNEL, ts: broken.card.ts }, { actionId: 'finding:acknowledge' });

  expect(broken.written()).toBe(0);
  expect(broken.slack.as(PEOPLE.responder).sees(CHANNEL).at(-1)?.text).toContain('Not done: something broke on our side.');
  await broken.stop();
});

test('not even the words get through: Slack is left to say that it did not work', async () => {
  desk.queues.refusing = true;
  desk.slack.faults.add({ operation: 'response_url', fault: { do: 'refuse' } });
  desk.slack.faults.add({ operation: 'chat.postEphemeral', fault: { do: 'refuse' } });
  desk.slack.faults.add({ operation: 'conversations.open', fault: { do: 'refuse' } });

  const answer = await desk.slack.as(PEOPLE.responder).act({ channel: CHANNEL, ts: desk.card.ts }, { actionId: 'finding:acknowledge' });

  expect(answer.status).toBe(500);
  expect(answer.toast).toBeDefined();
});

test('no log line carries a token, a signature, a response_url or a trigger id', async () => {
  desk.queues.refusing = true;
  await desk.slack.as(PEOPLE.responder).act({ channel: CHANNEL, ts: desk.card.ts }, { actionId: 'finding:acknowledge' });
  const { body = '', headers = {} } = desk.slack.lastRequest() ?? {};
  const { trigger_id, response_url } = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
  await desk.slack.as(PEOPLE.viewer).command(CHANNEL, '/shub findings severity=hgih');
  await desk.slack.deliver(body, { ...headers, 'x-slack-signature': `v0=${'0'.repeat(64)}` });

  const log = JSON.stringify(desk.log.lines);
  expect(desk.log.lines.length).toBeGreaterThan(2);
  expect(trigger_id && response_url).toBeTruthy();
  for (const secret of [TOKEN, SECRET, headers['x-slack-signature'] ?? 'none', trigger_id, response_url]) expect(log).not.toContain(secret);
});

test('on Lambda a body in base64 is verified and read as the bytes it was', async () => {
  const body = Buffer.from(command('show früh'));
  const answer = await slackHandler(desk.receiver)({ headers: signed(body, FORM), body: body.toString('base64'), isBase64Encoded: true });

  expect(answer).toMatchObject({ statusCode: 200, body: '' });
  expect(desk.queues.requests).toMatchObject([{ request: { kind: 'show', finding: 'früh' } }]);
});

test('on Lambda a plain body is read as well, and anything else is refused without a failure', async () => {
  const body = Buffer.from(command('help'));
  const handle = slackHandler(desk.receiver);

  expect(await handle({ headers: signed(body, FORM), body: body.toString(), isBase64Encoded: false })).toMatchObject({ statusCode: 200 });
  for (const event of [undefined, null, 7, {}, { headers: 7 }, { headers: { a: 1 } }])
    expect(await handle(event)).toMatchObject({ statusCode: 400 });
  expect(await handle({ headers: {} })).toMatchObject({ statusCode: 401 });
});

test('whatever signed JSON comes, the answer is an answer', async () => {
  const kinds = fc.constantFrom(
    'block_actions',
    'view_submission',
    'view_closed',
    'shortcut',
    'message_action',
    'block_suggestion',
    'dialog_submission',
    'event_callback',
  );
  const odd = fc.dictionary(
    fc.constantFrom(
      'user',
      'team',
      'actions',
      'view',
      'event',
      'channel',
      'command',
      'name',
      'api_app_id',
      'trigger_id',
      'response_url',
      'authorizations',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  await fc.assert(
    fc.asyncProperty(kinds, odd, async (type, rest) => {
      const { status } = await send(JSON.stringify({ type, ...rest }), 'application/json');
      return [200, 400, 404, 500].includes(status);
    }),
    { numRuns: 300 },
  );
  expect(desk.written()).toBe(0);
});
