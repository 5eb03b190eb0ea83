import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { aScene, button, input, modal, type Scene, section, submit } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
  scene.slack.limits.on = false;
});
afterAll(() => scene.stop());

const words = (length: number) => 'x'.repeat(length);
const text = (length: number, type = 'plain_text') => ({ type, text: words(length) });
const times = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));
const actions = (...elements: Json[]) => ({ type: 'actions', elements });
const option = (value: string) => ({ text: { type: 'plain_text', text: 'one' }, value });
const confirm = { title: text(100), text: text(300), confirm: text(30), deny: text(30) };
const menu = (count: number) => ({ type: 'static_select', action_id: 'm', options: times(count, (n) => option(`v${n}`)) });
const overflow = (count: number) => ({ type: 'overflow', action_id: 'o', options: times(count, (n) => option(`v${n}`)) });
const checkboxes = (count: number) => ({ type: 'checkboxes', action_id: 'c', options: times(count, (n) => option(`v${n}`)) });
const rich = (...elements: Json[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const cells = (count: number) => times(count, () => ({ type: 'raw_text', text: 'c' }));
const table = (rows: number, columns = 1) => ({ type: 'table', rows: times(rows, () => cells(columns)) });

const typed = (more: Json = {}) => ({ type: 'plain_text_input', action_id: 't', ...more });

// [what, where Slack points, what it says, blocks within the limit, the same one step over it]
const limits: [string, string, string, Json[], Json[]][] = [
  [
    'blocks of a message',
    '/blocks',
    'no more than 50 items allowed',
    times(50, () => ({ type: 'divider' })),
    times(51, () => ({ type: 'divider' })),
  ],
  ['section text', '/blocks/0/text/text', 'must be less than 3001 characters', [section(words(3_000))], [section(words(3_001))]],
  ['empty section text', '/blocks/0/text/text', 'must be more than 0 characters', [section('x')], [section('')]],
  [
    'section fields',
    '/blocks/0/fields',
    'no more than 10 items allowed',
    [{ type: 'section', fields: times(10, () => text(9)) }],
    [{ type: 'section', fields: times(11, () => text(9)) }],
  ],
  [
    'length of a field',
    '/blocks/0/fields/0/text',
    'must be less than 2001 characters',
    [{ type: 'section', fields: [text(2_000)] }],
    [{ type: 'section', fields: [text(2_001)] }],
  ],
  ['a section of nothing', '/blocks/0', 'must define one of: text, fields', [section('x')], [{ type: 'section' }]],
  [
    'header',
    '/blocks/0/text/text',
    'must be less than 151 characters',
    [{ type: 'header', text: text(150) }],
    [{ type: 'header', text: text(151) }],
  ],
  [
    'mrkdwn in a header',
    '/blocks/0/text/type',
    'unsupported type: mrkdwn',
    [{ type: 'header', text: text(9) }],
    [{ type: 'header', text: text(9, 'mrkdwn') }],
  ],
  [
    'context',
    '/blocks/0/elements',
    'no more than 10 items allowed',
    [{ type: 'context', elements: times(10, () => text(9)) }],
    [{ type: 'context', elements: times(11, () => text(9)) }],
  ],
  [
    'a button in a context',
    '/blocks/0/elements/0/type',
    'unsupported type: button',
    [actions(button('a'))],
    [{ type: 'context', elements: [button('a')] }],
  ],
  [
    'buttons',
    '/blocks/0/elements',
    'no more than 25 items allowed',
    [actions(...times(25, (n) => button(`a${n}`)))],
    [actions(...times(26, (n) => button(`a${n}`)))],
  ],
  [
    'button label',
    '/blocks/0/elements/0/text/text',
    'must be less than 76 characters',
    [actions({ ...button('a'), text: text(75) })],
    [actions({ ...button('a'), text: text(76) })],
  ],
  [
    'button value',
    '/blocks/0/elements/0/value',
    'must be less than 2001 characters',
    [actions(button('a', words(2_000)))],
    [actions(button('a', words(2_001)))],
  ],
  [
    'button link',
    '/blocks/0/elements/0/url',
    'must be less than 3001 characters',
    [actions({ ...button('a'), url: words(3_000) })],
    [actions({ ...button('a'), url: words(3_001) })],
  ],
  [
    'button style',
    '/blocks/0/elements/0/style',
    'must be a valid enum value',
    [actions({ ...button('a'), style: 'danger' })],
    [actions({ ...button('a'), style: 'warning' })],
  ],
  [
    'action_id',
    '/blocks/0/elements/0/action_id',
    'must be less than 256 characters',
    [actions(button(words(255)))],
    [actions(button(words(256)))],
  ],
  [
    'block_id',
    '/blocks/0/block_id',
    'must be less than 256 characters',
    [{ type: 'divider', block_id: words(255) }],
    [{ type: 'divider', block_id: words(256) }],
  ],
  [
    'two blocks of one id',
    '/blocks/1/block_id',
    '`block_id` b already exists',
    [
      { type: 'divider', block_id: 'b' },
      { type: 'divider', block_id: 'c' },
    ],
    times(2, () => ({ type: 'divider', block_id: 'b' })),
  ],
  [
    'two buttons of one id',
    '/blocks/0/elements/1/action_id',
    '`action_id` a already exists',
    [actions(button('a')), actions(button('a'))],
    [actions(button('a'), button('a'))],
  ],
  [
    'confirm title',
    '/blocks/0/elements/0/confirm/title/text',
    'must be less than 101 characters',
    [actions({ ...button('a'), confirm })],
    [actions({ ...button('a'), confirm: { ...confirm, title: text(101) } })],
  ],
  [
    'confirm without a way out',
    '/blocks/0/elements/0/confirm',
    'missing required field: deny',
    [actions({ ...button('a'), confirm })],
    [actions({ ...button('a'), confirm: { ...confirm, deny: undefined } })],
  ],
  ['options of a menu', '/blocks/0/elements/0/options', 'no more than 100 items allowed', [actions(menu(100))], [actions(menu(101))]],
  [
    'a menu of nothing',
    '/blocks/0/elements/0',
    'must define one of: options, option_groups',
    [actions(menu(1))],
    [actions({ type: 'static_select', action_id: 'm' })],
  ],
  [
    'option value',
    '/blocks/0/elements/0/options/0/value',
    'must be less than 76 characters',
    [actions({ ...menu(1), options: [option(words(75))] })],
    [actions({ ...menu(1), options: [option(words(76))] })],
  ],
  ['overflow', '/blocks/0/elements/0/options', 'no more than 5 items allowed', [actions(overflow(5))], [actions(overflow(6))]],
  ['checkboxes', '/blocks/0/elements/0/options', 'no more than 10 items allowed', [actions(checkboxes(10))], [actions(checkboxes(11))]],
  [
    'alt text',
    '/blocks/0',
    'missing required field: alt_text',
    [{ type: 'image', image_url: 'https://a.test/x', alt_text: 'x' }],
    [{ type: 'image', image_url: 'https://a.test/x' }],
  ],
  [
    'markdown',
    '/blocks/0/text',
    'must be less than 12001 characters',
    [{ type: 'markdown', text: words(12_000) }],
    [{ type: 'markdown', text: words(12_001) }],
  ],
  ['rows of a table', '/blocks/0/rows', 'no more than 100 items allowed', [table(100)], [table(101)]],
  ['cells of a row', '/blocks/0/rows/0', 'no more than 20 items allowed', [table(1, 20)], [table(1, 21)]],
  [
    'cards of a carousel',
    '/blocks/0/elements',
    'no more than 10 items allowed',
    [{ type: 'carousel', elements: times(10, () => ({ type: 'card', title: text(9, 'mrkdwn') })) }],
    [{ type: 'carousel', elements: times(11, () => ({ type: 'card', title: text(9, 'mrkdwn') })) }],
  ],
  [
    'an input in rich text',
    '/blocks/0/elements/0/elements/0/type',
    'unsupported type: button',
    [rich({ type: 'text', text: 'x' })],
    [rich(button('a'))],
  ],
  ['a modal-only block', '/blocks/0/type', 'unsupported type: alert', [{ type: 'divider' }], [{ type: 'alert', text: text(9) }]],
  ['a block nobody knows', '/blocks/0/type', 'unsupported type: banner', [{ type: 'divider' }], [{ type: 'banner' }]],
  ['a field nobody knows', '/blocks/0', 'invalid additional property: colour', [{ type: 'divider' }], [{ type: 'divider', colour: 'red' }]],
];

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

const views: [string, string, Json, Json][] = [
  ['title', 'must be less than 25 characters [json-pointer:/view/title/text]', modal({ title: text(24) }), modal({ title: text(25) })],
  ['submit', 'must be less than 25 characters [json-pointer:/view/submit/text]', modal({ submit: text(24) }), modal({ submit: text(25) })],
  [
    'private_metadata',
    'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    modal({ private_metadata: words(3_000) }),
    modal({ private_metadata: words(3_001) }),
  ],
  [
    'callback_id',
    'must be less than 256 characters [json-pointer:/view/callback_id]',
    modal({ callback_id: words(255) }),
    modal({ callback_id: words(256) }),
  ],
  [
    'blocks',
    'no more than 100 items allowed [json-pointer:/view/blocks]',
    modal({ blocks: times(100, () => ({ type: 'divider' })) }),
    modal({ blocks: times(101, () => ({ type: 'divider' })) }),
  ],
  [
    'a message-only block',
    'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    modal({ blocks: [{ type: 'alert', text: text(9) }] }),
    modal({ blocks: [{ type: 'markdown', text: 'x' }] }),
  ],
  [
    'length of an input',
    'must be less than 3001 [json-pointer:/view/blocks/0/element/max_length]',
    modal({ submit, blocks: [input('b', typed({ max_length: 3_000 }))] }),
    modal({ submit, blocks: [input('b', typed({ max_length: 3_001 }))] }),
  ],
  [
    'placeholder',
    'must be less than 151 characters [json-pointer:/view/blocks/0/element/placeholder/text]',
    modal({ submit, blocks: [input('b', typed({ placeholder: text(150) }))] }),
    modal({ submit, blocks: [input('b', typed({ placeholder: text(151) }))] }),
  ],
  [
    'a button as input',
    'unsupported type: button [json-pointer:/view/blocks/0/element/type]',
    modal({ submit, blocks: [input('b', typed())] }),
    modal({ submit, blocks: [input('b', button('a'))] }),
  ],
  [
    'who has the focus',
    'only one element may have focus_on_load [json-pointer:/view/blocks/1/element]',
    modal({ submit, blocks: [input('b', typed({ focus_on_load: true })), input('c', typed())] }),
    modal({ submit, blocks: ['b', 'c'].map((id) => input(id, typed({ focus_on_load: true }))) }),
  ],
];

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
