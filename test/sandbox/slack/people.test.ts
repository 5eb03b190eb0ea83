import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json, SlackChange } from '../../../src/sandbox/slack/contract.ts';
import { aScene, button, type Scene, START, section } from './scene.ts';

const C = 'C0ALERTS';
let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(() => scene.stop());

const menu = {
  type: 'static_select',
  action_id: 'snooze',
  options: ['1h', '1d'].map((value) => ({ value, text: { type: 'plain_text', text: value } })),
};
const card = { blocks: [section('card'), { type: 'actions', block_id: 'row', elements: [button('ack', 'key-1'), menu] }] };
const post = async (more: object) => (await scene.client.chat.postMessage({ channel: C, text: 'card', ...more })).ts ?? '';

test('a slash command is a signed form at the time of the clock', async () => {
  await scene.clock.advance(90_000);
  const answer = await scene.slack.as('UANA').command(C, '/shub list  severity=high');
  const [heard] = scene.app.heard;
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer.toast).toBeUndefined();
  expect(heard?.genuine).toBe(true);
  expect(heard?.headers['x-slack-request-timestamp']).toBe(String((START + 90_000) / 1_000));
  expect(heard?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(heard?.form ?? [])).toMatchObject({
    command: '/shub',
    text: 'list  severity=high',
    user_id: 'UANA',
    user_name: 'ana',
    team_id: 'T0ACME',
    team_domain: 'acme',
    channel_id: C,
    channel_name: 'alerts',
    api_app_id: 'A0APP',
  });
});

test('the answer to a command is seen by the person alone, unless it says in_channel', async () => {
  scene.app.answer = { type: 'text/plain', body: 'only for Ana' };
  await scene.slack.as('UANA').command(C, '/shub help');
  scene.app.answer = { body: JSON.stringify({ response_type: 'in_channel', blocks: [section('all')], text: 'for all' }) };
  await scene.slack.as('UANA').command(C, '/shub report');
  expect(
    scene.slack
      .as('UANA')
      .sees(C)
      .map(({ text }) => text),
  ).toEqual(['only for Ana', 'for all']);
  expect(
    scene.slack
      .as('UBEN')
      .sees(C)
      .map(({ text }) => text),
  ).toEqual(['for all']);
});

test.each([
  ['answers 500', { status: 500 }, 500, '/shub failed with the error "dispatch_failed"'],
  ['answers 404', { status: 404 }, 404, '/shub failed with the error "dispatch_failed"'],
  ['takes over three seconds', { afterMs: 3_200 }, 0, '/shub failed with the error "operation_timeout"'],
  [
    'answers with blocks Slack does not take',
    { body: JSON.stringify({ blocks: [{ type: 'banner' }] }) },
    200,
    '/shub failed with the error "invalid_blocks"',
  ],
])('a person whose app %s is told by Slack', async (_, answer, status, toast) => {
  scene.app.answer = answer;
  expect(await scene.slack.as('UANA').command(C, '/shub list')).toMatchObject({ status, toast });
  expect(scene.slack.as('UANA').sees(C)).toEqual([]);
});

test('a person whose app is gone is told by Slack', async () => {
  const ts = await post(card);
  await scene.app.stop();
  const words = { status: 0, toast: 'We had some trouble connecting. Try again?' };
  expect(await scene.slack.as('UANA').act({ channel: C, ts }, { actionId: 'ack' })).toMatchObject(words);
});

test('a request the app has not answered keeps the emulator busy after Slack gave up', async () => {
  scene.app.answer = { afterMs: 3_200 };
  await scene.slack.as('UANA').command(C, '/shub list');
  expect(scene.slack.busy()).toBe(1);
  await expect.poll(() => scene.slack.busy(), { timeout: 2_000 }).toBe(0);
});

test('a pressed button carries the value of the message, and says who pressed it where', async () => {
  const ts = await post(card);
  await scene.slack.as('UBEN').act({ channel: C, ts }, { actionId: 'ack', value: { value: 'forged' } });
  expect(scene.app.heard.at(-1)?.genuine).toBe(true);
  expect(scene.app.payload()).toMatchObject({
    type: 'block_actions',
    team: { id: 'T0ACME', domain: 'acme' },
    enterprise: null,
    api_app_id: 'A0APP',
    user: { id: 'UBEN', username: 'ben', name: 'ben', team_id: 'T0ACME' },
    container: { type: 'message', message_ts: ts, channel_id: C, is_ephemeral: false },
    channel: { id: C, name: 'alerts' },
    message: { ts, text: 'card', bot_id: 'B0BOT', blocks: [{ type: 'section' }, { block_id: 'row' }] },
    actions: [{ type: 'button', action_id: 'ack', block_id: 'row', value: 'key-1', text: { type: 'plain_text', text: 'Press' } }],
  });
  expect(scene.app.payload()).toHaveProperty('response_url');
  expect(scene.app.payload()).toHaveProperty('trigger_id');
});

test('a button under the coloured bar says which attachment it is in', async () => {
  const ts = await post({
    attachments: [
      { color: '#FF0000', blocks: [section('red')] },
      { color: '#00FF00', blocks: [{ type: 'actions', elements: [button('ack', 'green')] }] },
    ],
  });
  await scene.slack.as('UANA').act({ channel: C, ts }, { actionId: 'ack' });
  expect(scene.app.payload()).toMatchObject({ container: { type: 'message_attachment', attachment_id: 2 }, actions: [{ value: 'green' }] });
});

test('a menu carries the option that was chosen among those it offers', async () => {
  const ts = await post(card);
  const chosen = { selected_option: { value: '1d', text: { type: 'plain_text', text: '1d' } } };
  await scene.slack.as('UANA').act({ channel: C, ts }, { actionId: 'snooze', value: { value: '1d' } });
  expect(scene.app.payload()).toMatchObject({
    actions: [{ type: 'static_select', ...chosen }],
    state: { values: { row: { snooze: chosen } } },
  });
  await scene.slack.as('UANA').act({ channel: C, ts }, { actionId: 'snooze', value: chosen });
  expect(scene.app.payload()).toMatchObject({ actions: [chosen] });
  const elsewhere = scene.slack.as('UANA').act({ channel: C, ts }, { actionId: 'snooze', value: { value: '1y' } });
  await expect(elsewhere).rejects.toThrow('snooze does not offer {"value":"1y"}; it offers: 1h, 1d');
});

test('what is not on the screen cannot be pressed', async () => {
  const ts = await post(card);
  const ana = scene.slack.as('UANA');
  await expect(ana.act({ channel: C, ts }, { actionId: 'resolve' })).rejects.toThrow(
    `No resolve in message ${ts} of ${C}; there is: ack, snooze`,
  );
  await expect(ana.act({ channel: C, ts }, { actionId: 'ack', blockId: 'other' })).rejects.toThrow('No ack in block other');
  await scene.client.chat.delete({ channel: C, ts });
  await expect(ana.act({ channel: C, ts }, { actionId: 'ack' })).rejects.toThrow(`UANA sees no message ${ts}`);
  const { message_ts: own = '' } = await scene.client.chat.postEphemeral({ channel: C, user: 'UANA', text: 'x', blocks: card.blocks });
  await expect(scene.slack.as('UBEN').act({ channel: C, ts: own }, { actionId: 'ack' })).rejects.toThrow('UBEN sees no message');
  await ana.act({ channel: C, ts: own }, { actionId: 'ack' });
  expect(scene.app.payload()).toMatchObject({ container: { is_ephemeral: true } });
  expect(scene.app.payload()).not.toHaveProperty('message');
  expect(() => scene.slack.as('UNOBODY')).toThrow('Nobody called UNOBODY');
});

test.each([
  ['UGUS', 'T0ACME', 'acme'],
  ['UDEA', 'T0ACME', 'acme'],
  ['UZOE', 'T0OTHER', 't0other'],
])('%s can try too, and is told apart by workspace only', async (who, id, domain) => {
  const ts = await post(card);
  expect(await scene.slack.as(who).act({ channel: C, ts }, { actionId: 'ack' })).toMatchObject({ status: 200 });
  expect(scene.app.payload()).toMatchObject({ user: { id: who, team_id: id }, team: { id, domain } });
  await scene.slack.as(who).command(C, '/shub list');
  expect(scene.app.heard.at(-1)?.form.get('team_id')).toBe(id);
});

test('a shortcut is global, or of the message it was chosen on', async () => {
  await scene.slack.as('UANA').shortcut('new_exception');
  expect(scene.app.payload()).toMatchObject({ type: 'shortcut', callback_id: 'new_exception', user: { id: 'UANA' } });
  expect(scene.app.payload()).not.toHaveProperty('response_url');
  const ts = await post(card);
  await scene.slack.as('UANA').shortcut('explain', { channel: C, ts });
  expect(scene.app.payload()).toMatchObject({
    type: 'message_action',
    callback_id: 'explain',
    message_ts: ts,
    message: { text: 'card' },
    channel: { id: C },
  });
});

test('the last request can be replayed byte for byte, signed anew, or forged', async () => {
  await scene.slack.as('UANA').command(C, '/shub list');
  const { body, headers } = scene.slack.lastRequest() ?? { body: '', headers: {} };
  await scene.clock.advance(600_000);
  await scene.slack.deliver(body, headers);
  expect(scene.app.heard.at(-1)).toMatchObject({ body, genuine: false, headers: { 'x-slack-signature': headers['x-slack-signature'] } });
  await scene.slack.deliver(body, {});
  expect(scene.app.heard.at(-1)).toMatchObject({ body, genuine: true });
  await scene.slack.deliver(body, { 'x-slack-signature': 'v0=00' });
  expect(scene.app.heard.at(-1)).toMatchObject({ body, genuine: false });
});

test('whoever listens is told of every change until they stop listening', async () => {
  const changes: SlackChange[] = [];
  const stop = scene.slack.onChange((change) => changes.push(change));
  const ts = await post({});
  await scene.client.chat.update({ channel: C, ts, text: 'new' });
  await scene.client.chat.delete({ channel: C, ts });
  await scene.client.conversations.join({ channel: 'C0OTHER' });
  stop();
  await post({});
  const message: Json = { channel: C, ts };
  expect(changes).toEqual([
    { kind: 'message', ...message },
    { kind: 'message changed', ...message },
    { kind: 'message deleted', ...message },
    { kind: 'channel', channel: 'C0OTHER' },
  ]);
});

test('two messages of one millisecond have two times, in order', async () => {
  const [first, second] = [await post({}), await post({})];
  expect(first).toBe(`${START / 1_000}.000000`);
  expect(second).toBe(`${START / 1_000}.000001`);
});
