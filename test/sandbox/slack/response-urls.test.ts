import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { aScene, button, type Scene, section } from './scene.ts';

const C = 'C0ALERTS';
let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(() => scene.stop());

/** The response_url of a press by Ana on a fresh message, and that message. */
async function pressed(): Promise<{ url: string; ts: string }> {
  const blocks = [section('card'), { type: 'actions', elements: [button('ack')] }];
  const { ts = '' } = await scene.client.chat.postMessage({ channel: C, text: 'card', blocks });
  await scene.slack.as('UANA').act({ channel: C, ts }, { actionId: 'ack' });
  return { url: z.string().parse(scene.app.payload()['response_url']), ts };
}
async function respond(url: string, payload: object) {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) });
  return [answer.status, await answer.json()];
}
const sees = (who: string) =>
  scene.slack
    .as(who)
    .sees(C)
    .map(({ text }) => text);
const OK = [200, { ok: true }];

test('an answer is for the person who pressed, unless it says in_channel', async () => {
  const { url, ts } = await pressed();
  expect(await respond(url, { text: 'yours' })).toEqual(OK);
  expect(await respond(url, { text: 'ours', response_type: 'in_channel', thread_ts: ts })).toEqual(OK);
  expect(sees('UANA')).toEqual(['card', 'yours', 'ours']);
  expect(sees('UBEN')).toEqual(['card', 'ours']);
  expect(scene.slack.as('UBEN').sees(C)[1]).toMatchObject({ thread_ts: ts, user: 'U0BOT' });
});

test('the original is replaced or deleted when asked', async () => {
  const { url, ts } = await pressed();
  expect(await respond(url, { replace_original: true, text: 'done', blocks: [section('done')] })).toEqual(OK);
  expect(scene.slack.as('UBEN').sees(C)).toMatchObject([{ ts, text: 'done', blocks: [{ type: 'section' }] }]);
  expect(await respond(url, { delete_original: true })).toEqual(OK);
  expect(sees('UBEN')).toEqual([]);
  expect(await respond(url, { replace_original: true, text: 'again' })).toEqual([404, { ok: false, error: 'message_not_found' }]);
});

test('a command’s response_url replaces what the command itself said', async () => {
  scene.app.answer = { body: JSON.stringify({ text: 'working' }) };
  await scene.slack.as('UANA').command(C, '/shub report');
  const url = scene.app.heard.at(-1)?.form.get('response_url') ?? '';
  await respond(url, { replace_original: true, text: 'ready' });
  expect(sees('UANA')).toEqual(['ready']);
  expect(sees('UBEN')).toEqual([]);
});

test('it works five times', async () => {
  const { url } = await pressed();
  for (let n = 0; n < 5; n++) expect(await respond(url, { text: `${n}` })).toEqual(OK);
  expect(await respond(url, { text: 'six' })).toEqual([404, { ok: false, error: 'used_url' }]);
  expect(sees('UANA')).toHaveLength(6);
});

test('it works for thirty minutes of the clock', async () => {
  const { url } = await pressed();
  await scene.clock.advance(30 * 60_000);
  expect(await respond(url, { text: 'just in time' })).toEqual(OK);
  await scene.clock.advance(1);
  expect(await respond(url, { text: 'too late' })).toEqual([404, { ok: false, error: 'expired_url' }]);
});

test.each([
  ['nothing to say', {}, 'no_text'],
  ['blocks Slack does not take', { blocks: [{ type: 'banner' }] }, 'invalid_blocks'],
  ['a word where a list belongs', { text: 'x', blocks: 'x' }, 'invalid_payload'],
])('%s is refused with 400', async (_, payload, error) => {
  const { url } = await pressed();
  expect(await respond(url, payload)).toMatchObject([400, { ok: false, error }]);
  expect(sees('UANA')).toEqual(['card']);
});

test('an address nobody was given does nothing', async () => {
  const { url } = await pressed();
  expect(await respond(`${url}x`, { text: 'x' })).toMatchObject([404, { ok: false }]);
});
