import type { HomeView, ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string, words: string) => ({ text: plain(words), value });

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
