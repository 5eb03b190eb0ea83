import { afterEach, beforeEach, expect, test } from 'vitest';
import { aScene, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(() => scene.stop());

const post = (channel = 'C0ALERTS') => scene.client.chat.postMessage({ channel, text: 'x' });
async function calls(count: number, call: () => Promise<unknown>) {
  for (let n = 0; n < count; n++) await call();
}
const limited = (retryAfter: number) => ({ code: 'slack_webapi_rate_limited_error', retryAfter });

test('a channel takes a burst of five posts, then one a second, and other channels are not held back', async () => {
  await scene.client.conversations.join({ channel: 'C0OTHER' });
  await calls(5, post);
  await expect(post()).rejects.toMatchObject(limited(1));
  expect((await post('C0OTHER')).ok).toBe(true);
  await scene.clock.advance(1_000);
  await post();
  await expect(post()).rejects.toMatchObject(limited(1));
  expect(scene.slack.state.messages.get('C0ALERTS')).toHaveLength(6);
});

test('the workspace takes 240 posts a minute over all channels', async () => {
  const { channels } = scene.slack.state;
  for (let n = 0; n < 60; n++)
    channels.set(`C${n}`, { id: `C${n}`, name: `c${n}`, topic: '', kind: 'public', members: ['U0BOT'], archived: false, shared: false });
  for (let n = 0; n < 60; n++) await calls(4, () => post(`C${n}`));
  await scene.clock.advance(10_000);
  await expect(post('C0')).rejects.toMatchObject(limited(50));
  await scene.clock.advance(50_000);
  expect((await post('C0')).ok).toBe(true);
});

test.each([
  ['conversations.list', {}, 20],
  ['chat.update', { channel: 'C0ALERTS', ts: '1.000001', text: 'x' }, 50],
  ['users.info', { user: 'UANA' }, 100],
] as const)('%s is refused after its calls of a minute, and only it', async (method, args, perMinute) => {
  const lastStatus = () => scene.slack.calls.at(-1)?.status;
  const call = () => scene.client.apiCall(method, { ...args });
  await calls(perMinute, () => call().catch(() => expect(lastStatus()).toBe(200)));
  await expect(call()).rejects.toMatchObject(limited(60));
  expect((await scene.client.auth.test()).ok).toBe(true);
  await scene.clock.advance(60_000);
  await call().catch(() => undefined);
  expect(lastStatus()).toBe(200);
});

test('limits can be turned off, and the answer to a call too many is Slack’s', async () => {
  await calls(5, post);
  const headers = { authorization: `Bearer ${scene.client.token}` };
  const refused = await fetch(`${scene.slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ channel: 'C0ALERTS', text: 'x' }),
  });
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
    429,
    '1',
    { ok: false, error: 'ratelimited' },
  ]);
  scene.slack.limits.on = false;
  await calls(20, post);
  expect(scene.slack.state.messages.get('C0ALERTS')).toHaveLength(25);
});
