import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';

const option = (value: string, words: string) => ({ text: { type: 'plain_text' as const, text: words }, value });
const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** A card as an app of this kind writes it: severity first, then where, then what can be done. */
export function demoCard(severity: 'CRITICAL' | 'HIGH', title: string, color: string) {
  const mark = severity === 'CRITICAL' ? ':red_circle:' : ':large_orange_circle:';
  const blocks = [
    {
      type: 'section',
      block_id: 'facts',
      fields: [
        { type: 'mrkdwn', text: '*Account*\nprod-payments · 111122223333' },
        { type: 'mrkdwn', text: '*Region*\neu-west-1' },
        { type: 'mrkdwn', text: '*Resource*\n`i-0abc12de3456f7890`' },
        { type: 'mrkdwn', text: '*Seen*\n4 times, first 02:58' },
      ],
    },
    {
      type: 'actions',
      block_id: 'do',
      elements: [
        { type: 'button', action_id: 'acknowledge', text: plain('Acknowledge'), style: 'primary', value: 'k1' },
        { type: 'button', action_id: 'suppress', text: plain('Suppress…'), style: 'danger', value: 'k1' },
        {
          type: 'button',
          action_id: 'resolve',
          text: plain('Resolve'),
          value: 'k1',
          confirm: {
            title: plain('Resolve this?'),
            text: plain('Security Hub will say RESOLVED.'),
            confirm: plain('Resolve'),
            deny: plain('Not yet'),
          },
        },
        { type: 'button', action_id: 'details', text: plain('Details'), value: 'k1' },
        { type: 'overflow', action_id: 'more', options: [option('snooze', 'Snooze for an hour'), option('assign', 'Assign to me')] },
      ],
    },
    {
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: '<https://console.aws.amazon.com/|Open in Security Hub> · here because *severity ≥ HIGH* in prod' },
      ],
    },
  ] satisfies KnownBlock[];
  return {
    text: `${severity}: ${title}`,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `${mark} *${severity} · ${title}*` } }] satisfies KnownBlock[],
    attachments: [{ color, fallback: title, blocks }],
  };
}

/** One block of every kind that may stand in a message. */
export const everyBlock = [
  { type: 'header', text: plain('Every block') },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: 'A section with an *accessory* :bell:' },
    accessory: { type: 'users_select', action_id: 'who', placeholder: plain('Assign to') },
  },
  { type: 'divider' },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: '> quoted\n_italic_ ~struck~ `code`\n```\nblock of code\n```\n<@UANA> <#CSEC> <!subteam^SONCALL> <!here>',
    },
  },
  {
    type: 'actions',
    elements: [
      {
        type: 'static_select',
        action_id: 'severity',
        placeholder: plain('Severity'),
        options: [option('high', 'High'), option('low', 'Low')],
      },
      { type: 'conversations_select', action_id: 'where', placeholder: plain('Channel') },
      { type: 'datepicker', action_id: 'day', initial_date: '2030-01-02' },
      { type: 'timepicker', action_id: 'hour', initial_time: '09:30' },
      { type: 'checkboxes', action_id: 'checks', options: [option('a', 'First'), option('b', 'Second')] },
      { type: 'radio_buttons', action_id: 'radio', options: [option('x', 'Either'), option('y', 'Or')] },
    ],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Rich ', style: { bold: true } },
          { type: 'text', text: 'text' },
          { type: 'emoji', name: 'tada' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one point' }] }],
      },
    ],
  },
  { type: 'markdown', text: '**markdown** as it was written' },
  { type: 'context', elements: [{ type: 'plain_text', text: 'Small print :lock:' }] },
] satisfies KnownBlock[];

const table = {
  type: 'table',
  rows: [
    [
      { type: 'raw_text', text: 'Standard' },
      { type: 'raw_text', text: 'Failed' },
    ],
    [
      { type: 'raw_text', text: 'FSBP' },
      { type: 'raw_text', text: '12' },
    ],
  ],
} satisfies KnownBlock;

/** Fills a channel: cards, a thread, every block, a table, markup that must stay text, a long attachment. */
export async function postDemo(client: WebClient, channel: string): Promise<void> {
  const say = (message: {
    text: string;
    blocks?: KnownBlock[];
    attachments?: { color?: string; text?: string; blocks?: KnownBlock[] }[];
    thread_ts?: string;
  }) => client.chat.postMessage({ channel, ...message });
  await say({ text: 'Table', blocks: [table] });
  await say({ text: 'Every block', blocks: everyBlock });
  await say({
    text: `Looks like markup: &lt;img src=x onerror="document.title='owned'"&gt; <b>not bold</b>`,
    attachments: [{ color: '#439FE0', text: Array.from({ length: 9 }, (_, line) => `line ${line + 1} of a long text`).join('\n') }],
  });
  const { ts } = await say(demoCard('HIGH', 'EC2.19 Security groups should not allow unrestricted access to high-risk ports', '#d9730d'));
  if (ts) {
    await say({ text: 'Closed port 22, change 4711', thread_ts: ts });
    await say({ text: 'Waiting for Security Hub to confirm', thread_ts: ts });
  }
  await say(demoCard('CRITICAL', 'Bitcoin-related DNS query from an EC2 instance', '#b31b1b'));
}
