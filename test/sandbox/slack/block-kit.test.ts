import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { actions, cells, checkboxes, limits, menu, overflow, rich, table, text, times, words } from './block-kit-cases.ts';
import { aScene, button, modal, type Scene, section } from './scene.ts';
import { views } from './view-limit-cases.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
  scene.slack.limits.on = false;
});
afterAll(() => scene.stop());

test.each(limits)('a message may go up to the limit: %s', async (_, _pointer, _says, within) => {
  expect((await scene.client.apiCall('chat.postMessage', { channel: 'C0ALERTS', text: 'x', blocks: within })).ok).toBe(true);
});

test.each(limits)('a message over the limit is refused where it is wrong: %s', async (_, pointer, says, _within, over) => {
  const refused = scene.client.apiCall('chat.postMessage', { channel: 'C0ALERTS', text: 'x', blocks: over });
  const fault = `${says} [json-pointer:${pointer}]`;
  await expect(refused).rejects.toMatchObject({
    data: { error: 'invalid_blocks', errors: [fault], response_metadata: { messages: [`[ERROR] ${fault}`] } },
  });
});

test('a fault inside an attachment is pointed at there, and everything wrong is told at once', async () => {
  const attachments = [{ color: '#FF0000', blocks: [section(words(3_001)), { type: 'banner' }] }];
  await expect(scene.client.apiCall('chat.postMessage', { channel: 'C0ALERTS', attachments })).rejects.toMatchObject({
    data: {
      error: 'invalid_attachments',
      errors: [
        'must be less than 3001 characters [json-pointer:/attachments/0/blocks/0/text/text]',
        'unsupported type: banner [json-pointer:/attachments/0/blocks/1/type]',
      ],
    },
  });
});

test('a message takes one table, and 13,200 characters in all', async () => {
  const post = (args: Json) => scene.client.apiCall('chat.postMessage', { channel: 'C0ALERTS', text: 'x', ...args });
  await expect(post({ blocks: [table(1), table(1)] })).rejects.toThrow('invalid_attachments');
  const long = [...times(4, () => section(words(3_000))), section(words(1_200))];
  expect((await post({ blocks: long })).ok).toBe(true);
  await expect(post({ blocks: long, attachments: [{ blocks: [section('x')] }] })).rejects.toThrow('msg_blocks_too_long');
});

test('a post longer than 40,000 characters is cut', async () => {
  const { message } = await scene.client.chat.postMessage({ channel: 'C0ALERTS', text: words(40_001) });
  expect(message?.text).toHaveLength(40_000);
});

test.each(views)('a view keeps its limits: %s', async (_, fault, within, over) => {
  const open = async (view: Json) => scene.client.apiCall('views.open', { trigger_id: await scene.trigger(), view });
  expect((await open(within)).ok).toBe(true);
  await expect(open(over)).rejects.toMatchObject({ data: { error: 'invalid_arguments', errors: [fault] } });
});

test('a view that was refused leaves its trigger good', async () => {
  const trigger_id = await scene.trigger();
  await expect(scene.client.apiCall('views.open', { trigger_id, view: modal({ title: text(25) }) })).rejects.toThrow('invalid_arguments');
  expect((await scene.client.apiCall('views.open', { trigger_id, view: modal() })).ok).toBe(true);
});

test('every kind of block a message can carry is taken', async () => {
  const blocks: Json[] = [
    { type: 'header', text: text(9), level: 2 },
    { type: 'section', text: text(9, 'mrkdwn'), accessory: menu(2), expand: true },
    actions(
      button('a'),
      menu(2),
      overflow(2),
      checkboxes(2),
      { type: 'users_select', action_id: 'u' },
      { type: 'datepicker', action_id: 'd', initial_date: '2026-01-05' },
    ),
    { type: 'context', elements: [{ type: 'image', image_url: 'https://a.test/x', alt_text: 'x' }, text(9, 'mrkdwn')] },
    { type: 'container', title: text(9), child_blocks: [section('inside'), actions(button('b'))], is_collapsible: true },
    { type: 'card', title: text(9, 'mrkdwn'), actions: [button('c')] },
    { type: 'context_actions', elements: [{ type: 'icon_button', action_id: 'i', icon: 'trash', text: text(9) }] },
    { type: 'data_table', caption: 'Scores', rows: [cells(2), cells(2)], page_size: 5 },
    { type: 'plan', title: 'Plan', tasks: [{ type: 'task_card', task_id: 't', title: 'Task', status: 'pending' }] },
    { type: 'image', image_url: 'https://a.test/x', alt_text: 'x', title: text(9) },
    rich(
      { type: 'text', text: 'x', style: { bold: true } },
      { type: 'user', user_id: 'UANA' },
      { type: 'date', timestamp: 1, format: '{date}' },
    ),
    { type: 'video', video_url: 'https://a.test/v', thumbnail_url: 'https://a.test/t', alt_text: 'x', title: text(9) },
    { type: 'file', external_id: 'e', source: 'remote' },
    { type: 'divider' },
  ];
  const { ts } = await scene.client.chat.postMessage({ channel: 'C0ALERTS', text: 'all', blocks: JSON.parse(JSON.stringify(blocks)) });
  const kept = scene.slack.state.messages.get('C0ALERTS')?.find((message) => message.ts === ts)?.blocks ?? [];
  expect(new Set(kept.map((block) => block['block_id'])).size).toBe(blocks.length);
});
