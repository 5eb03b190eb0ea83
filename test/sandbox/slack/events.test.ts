import { afterEach, beforeEach, expect, test } from 'vitest';
import { aScene, type Scene } from './scene.ts';

const C = 'C0ALERTS';
let scene: Scene;
beforeEach(async () => {
  scene = await aScene();
});
afterEach(() => scene.stop());

test('opening the Home is an event that carries the Home as it is', async () => {
  await scene.client.views.publish({ user_id: 'UANA', view: { type: 'home', blocks: [{ type: 'divider' }] } });
  await scene.slack.as('UANA').openHome();
  expect(scene.app.heard.at(-1)).toMatchObject({ genuine: true, headers: { 'content-type': 'application/json' } });
  expect(scene.app.payload()).toMatchObject({
    type: 'event_callback',
    team_id: 'T0ACME',
    api_app_id: 'A0APP',
    event: { type: 'app_home_opened', user: 'UANA', tab: 'home', view: { type: 'home', blocks: [{ type: 'divider' }] } },
    authorizations: [{ user_id: 'U0BOT', is_bot: true }],
  });
});

test('a written message reaches the app as an event only from a channel its bot is in', async () => {
  const { ts: root = '' } = await scene.client.chat.postMessage({ channel: C, text: 'card' });
  await scene.slack.as('UANA').says(C, 'looking', root);
  const event = scene.app.payload()['event'];
  expect(event).toMatchObject({ type: 'message', user: 'UANA', text: 'looking', channel: C, channel_type: 'channel', thread_ts: root });
  expect(await scene.slack.as('UANA').says('C0OTHER', 'psst')).toMatchObject({ status: 0 });
  expect(scene.app.heard).toHaveLength(1);
  expect(scene.slack.as('UANA').sees('C0OTHER')).toMatchObject([{ text: 'psst', user: 'UANA' }]);
});

test('an event the app fails on comes again at once, after a minute and after five, the same each time', async () => {
  const retries = () => scene.app.heard.map(({ headers }) => headers['x-slack-retry-num']);
  scene.app.answer = { status: 500 };
  await scene.slack.as('UANA').openHome();
  await expect.poll(retries).toEqual([undefined, '1']);
  await expect.poll(() => scene.slack.busy()).toBe(0);
  await scene.clock.advance(60_000);
  await expect.poll(retries).toEqual([undefined, '1', '2']);
  await expect.poll(() => scene.slack.busy()).toBe(0);
  await scene.clock.advance(300_000);
  await expect.poll(retries).toEqual([undefined, '1', '2', '3']);
  await expect.poll(() => scene.slack.busy()).toBe(0);
  await scene.clock.advance(3_600_000);
  expect(scene.app.heard).toHaveLength(4);
  expect(new Set(scene.app.heard.map(({ body }) => body)).size).toBe(1);
  expect(scene.app.heard.every(({ genuine }) => genuine)).toBe(true);
  expect(scene.app.heard.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error');
});

test('an event the app took does not come again', async () => {
  await scene.slack.as('UANA').openHome();
  await scene.clock.advance(600_000);
  expect(scene.app.heard).toHaveLength(1);
});
