import type { Json } from '../../../src/sandbox/slack/contract.ts';
import { text, times, typed, words } from './block-kit-cases.ts';
import { button, input, modal, submit } from './scene.ts';

// [what, what Slack says and where it points, a view within the limit, the same one step over it]
export const views: [string, string, Json, Json][] = [
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
