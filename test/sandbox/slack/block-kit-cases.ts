import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { button, section } from './scene.ts';

export const words = (length: number) => 'x'.repeat(length);
export const text = (length: number, type = 'plain_text') => ({ type, text: words(length) });
export const times = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));
export const actions = (...elements: Json[]) => ({ type: 'actions', elements });
const option = (value: string) => ({ text: { type: 'plain_text', text: 'one' }, value });
const confirm = { title: text(100), text: text(300), confirm: text(30), deny: text(30) };
export const menu = (count: number) => ({ type: 'static_select', action_id: 'm', options: times(count, (n) => option(`v${n}`)) });
export const overflow = (count: number) => ({ type: 'overflow', action_id: 'o', options: times(count, (n) => option(`v${n}`)) });
export const checkboxes = (count: number) => ({ type: 'checkboxes', action_id: 'c', options: times(count, (n) => option(`v${n}`)) });
export const rich = (...elements: Json[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
export const cells = (count: number) => times(count, () => ({ type: 'raw_text', text: 'c' }));
export const table = (rows: number, columns = 1) => ({ type: 'table', rows: times(rows, () => cells(columns)) });

export const typed = (more: Json = {}) => ({ type: 'plain_text_input', action_id: 't', ...more });

// [what, where Slack points, what it says, blocks within the limit, the same one step over it]
export const limits: [string, string, string, Json[], Json[]][] = [
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
