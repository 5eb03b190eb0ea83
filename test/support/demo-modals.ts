import type { HomeView, InputBlock, ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string, words: string) => ({ text: plain(words), value });

const input = (block_id: string, label: string, element: InputBlock['element']) =>
  ({ type: 'input', block_id, label: plain(label), element }) satisfies InputBlock;

/** A form with every input the product uses. */
export const demoForm = {
  type: 'modal',
  callback_id: 'form',
  notify_on_close: true,
  title: plain('Suppress'),
  submit: plain('Suppress'),
  close: plain('Cancel'),
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: '*EC2.19* in prod-payments' } },
    {
      type: 'input',
      block_id: 'class',
      label: plain('Why'),
      element: { type: 'static_select', action_id: 'v', options: [option('accepted', 'Accepted risk'), option('false', 'False positive')] },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('In your words'),
      hint: plain('Auditors read this.'),
      element: { type: 'plain_text_input', action_id: 'v', multiline: true },
    },
    { type: 'input', block_id: 'until', label: plain('Until'), element: { type: 'datepicker', action_id: 'v' }, optional: true },
    { type: 'input', block_id: 'at', label: plain('At'), element: { type: 'datetimepicker', action_id: 'v' }, optional: true },
    {
      type: 'input',
      block_id: 'days',
      label: plain('Days'),
      element: { type: 'number_input', action_id: 'v', is_decimal_allowed: false },
      optional: true,
    },
    {
      type: 'input',
      block_id: 'mail',
      label: plain('Tell by mail'),
      element: { type: 'email_text_input', action_id: 'v' },
      optional: true,
    },
    { type: 'input', block_id: 'link', label: plain('Ticket'), element: { type: 'url_text_input', action_id: 'v' }, optional: true },
    { type: 'input', block_id: 'who', label: plain('Approver'), element: { type: 'users_select', action_id: 'v' }, optional: true },
    {
      type: 'input',
      block_id: 'agree',
      label: plain('Applies to'),
      element: { type: 'checkboxes', action_id: 'v', options: [option('this', 'This finding'), option('all', 'All like it')] },
      optional: true,
    },
    { type: 'actions', block_id: 'deeper', elements: [{ type: 'button', action_id: 'push', text: plain('Open another') }] },
  ],
} satisfies ModalView;

/** The kinds of input that the form above has none of. */
export const demoInputs = {
  type: 'modal',
  callback_id: 'inputs',
  title: plain('Every input'),
  submit: plain('Send'),
  blocks: [
    input('time', 'Time', { type: 'timepicker', action_id: 'v' }),
    input('one', 'One of', { type: 'radio_buttons', action_id: 'v', options: [option('this', 'This'), option('that', 'That')] }),
    input('grouped', 'Control', {
      type: 'static_select',
      action_id: 'v',
      option_groups: [
        { label: plain('EC2'), options: [option('EC2.19', 'Open ports')] },
        { label: plain('S3'), options: [option('S3.8', 'Public buckets')] },
      ],
    }),
    input('several', 'Accounts', {
      type: 'multi_static_select',
      action_id: 'v',
      max_selected_items: 2,
      options: [option('a', 'payments'), option('b', 'staging'), option('c', 'data')],
    }),
    input('people', 'Tell', { type: 'multi_users_select', action_id: 'v' }),
    input('channel', 'Where', { type: 'channels_select', action_id: 'v' }),
    input('conversation', 'Also in', { type: 'conversations_select', action_id: 'v', initial_conversation: 'CPROD' }),
    input('conversations', 'And in', { type: 'multi_conversations_select', action_id: 'v' }),
    input('share', 'Share of', { type: 'number_input', action_id: 'v', is_decimal_allowed: true, min_value: '1', max_value: '10' }),
    { ...input('text', 'Prose', { type: 'rich_text_input', action_id: 'v' }), optional: true },
    { ...input('file', 'Evidence', { type: 'file_input', action_id: 'v' }), optional: true },
    { type: 'image', image_url: 'https://charts.example/trend.png', alt_text: 'a trend' },
    {
      type: 'actions',
      block_id: 'danger',
      elements: [
        {
          type: 'button',
          action_id: 'sure',
          text: plain('Forget all'),
          confirm: {
            title: plain('Forget all?'),
            text: plain('There is no way back.'),
            confirm: plain('Forget'),
            deny: plain('Keep'),
            style: 'danger',
          },
        },
      ],
    },
  ],
} satisfies ModalView;

/** A view without inputs, opened over another. */
export const deeper = (depth: number) =>
  ({
    type: 'modal',
    title: plain(`View ${depth}`),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `This is view ${depth} of the stack.` } },
      { type: 'actions', block_id: 'deeper', elements: [{ type: 'button', action_id: 'push', text: plain('Open another') }] },
    ],
  }) satisfies ModalView;

export const demoHome = (user: string) =>
  ({
    type: 'home',
    blocks: [
      { type: 'header', text: plain('Your findings') },
      { type: 'section', text: { type: 'mrkdwn', text: `Hello <@${user}>, two of these wait for you.` } },
      { type: 'actions', elements: [{ type: 'button', action_id: 'refresh', text: plain('Refresh') }] },
    ],
  }) satisfies HomeView;
