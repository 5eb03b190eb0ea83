import { afterEach, beforeEach, expect, test } from 'vitest';
import { movableClock } from '../../../src/sandbox/clock.ts';
import { uploads } from '../../../src/sandbox/slack/api/files.ts';
import { webApi } from '../../../src/sandbox/slack/api/methods.ts';
import { openWorkspace } from '../../../src/sandbox/slack/workspace.ts';
import { channelsCases, channelsRefusals } from './methods/channels-cases.ts';
import { chatCases, chatRefusals } from './methods/chat-cases.ts';
import { peopleCases, peopleRefusals } from './methods/people-cases.ts';
import { viewsCases, viewsRefusals } from './methods/views-cases.ts';
import { aClient, aScene, type Scene, SECRET, TOKEN } from './scene.ts';

const cases = { ...chatCases, ...viewsCases, ...channelsCases, ...peopleCases };
const refusals = [...chatRefusals, ...viewsRefusals, ...channelsRefusals, ...peopleRefusals];

let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(() => scene.stop());

test('every method of the emulator is exercised here, and none that it has not', () => {
  const options = { clock: movableClock({ runs: false }), signingSecret: SECRET, botToken: TOKEN, team: { id: 'T', name: '', domain: '' } };
  const workspace = openWorkspace({ ...options, users: [], channels: [], groups: [] });
  expect(Object.keys(cases).sort()).toEqual(Object.keys(webApi(uploads(workspace, () => ''))).sort());
});

test.each(Object.entries(cases).map(([method, { does, check }]) => ({ method, does, check })))('$method $does', async ({ check }) => {
  await check(scene);
});

test.each(refusals)('$method answers $error when $when', async ({ method, error, call }) => {
  await expect(call(scene)).rejects.toMatchObject({ data: { ok: false, error } });
  expect(scene.slack.calls.at(-1)).toMatchObject({ operation: method, status: 200 });
});

test.each([
  ['not_authed', 'there is no token', undefined],
  ['invalid_auth', 'the token is another', 'xoxb-stolen'],
])('every method but api.test answers %s when %s', async (error, _, token) => {
  const stranger = aClient(scene.slack, token);
  for (const method of Object.keys(cases).filter((one) => one !== 'api.test'))
    await expect(stranger.apiCall(method)).rejects.toMatchObject({ data: { error } });
});

test('a revoked token is refused until it is restored', async () => {
  scene.slack.token.revoked = true;
  await expect(scene.client.auth.test()).rejects.toMatchObject({ data: { error: 'token_revoked' } });
  scene.slack.token.revoked = false;
  expect((await scene.client.auth.test()).ok).toBe(true);
});

test('an unknown method is refused and shows in the calls by its name', async () => {
  await expect(scene.client.apiCall('stars.add')).rejects.toMatchObject({ data: { error: 'unknown_method' } });
  expect(scene.slack.calls.at(-1)).toMatchObject({ operation: 'stars.add' });
});

test('a JSON body is read like a form', async () => {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json; charset=utf-8' };
  const body = JSON.stringify({ channel: 'C0ALERTS', text: 'hi', metadata: { event_type: 'card', event_payload: {} } });
  const answer = await fetch(`${scene.slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ ok: true, channel: 'C0ALERTS' });
});

test.each([
  ['invalid_json', '{"channel":'],
  ['json_not_object', '[]'],
])('a body is refused with %s when it is %s', async (error, body) => {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const answer = await fetch(`${scene.slack.apiUrl}auth.test`, { method: 'POST', headers, body });
  expect(await answer.json()).toEqual({ ok: false, error });
});

test('a missing argument is named', async () => {
  const refused = scene.client.apiCall('chat.postMessage', { text: 'x' });
  await expect(refused).rejects.toMatchObject({ data: { response_metadata: { messages: ['[ERROR] missing required field: channel'] } } });
});
