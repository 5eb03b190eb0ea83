import { expect } from 'vitest';
import { button, type MethodCase, type Refusal, type Scene, section } from '../scene.ts';

const C = 'C0ALERTS';
const posted = async ({ client }: Scene, more: object = {}) =>
  (await client.chat.postMessage({ channel: C, text: 'hello', ...more })).ts ?? '';
const messages = ({ slack }: Scene) => slack.state.messages.get(C) ?? [];
const attachment = {
  color: '#E01E5A',
  fallback: 'critical',
  blocks: [section('critical'), { type: 'actions', elements: [button('ack')] }],
};

export const chatCases: Record<string, MethodCase> = {
  'chat.postMessage': {
    does: 'puts a message with a coloured attachment and metadata into the channel, and a broadcast reply into its thread',
    async check(scene) {
      const metadata = { event_type: 'card', event_payload: { key: 'k1' } };
      const root = await scene.client.chat.postMessage({
        channel: C,
        text: 'hello',
        blocks: [section('hi')],
        attachments: [attachment],
        metadata,
      });
      await scene.client.chat.postMessage({ channel: C, text: 'reply', thread_ts: String(root.ts), reply_broadcast: true });
      expect(root.message?.attachments?.[0]?.color).toBe('E01E5A');
      expect(messages(scene)).toMatchObject([
        { text: 'hello', user: 'U0BOT', metadata, attachments: [{ color: '#E01E5A' }] },
        { text: 'reply', thread_ts: root.ts, broadcast: true },
      ]);
      expect(Number(messages(scene)[1]?.ts)).toBeGreaterThan(Number(root.ts));
    },
  },
  'chat.update': {
    does: 'takes the blocks away when only text is given and keeps the attachments until they are replaced',
    async check(scene) {
      const ts = await posted(scene, { blocks: [section('one')], attachments: [attachment] });
      await scene.client.chat.update({ channel: C, ts, text: 'two' });
      expect(messages(scene)).toMatchObject([{ text: 'two', blocks: [], attachments: [{ fallback: 'critical' }] }]);
      expect(messages(scene)[0]?.edited).toBeDefined();
      await scene.client.chat.update({ channel: C, ts, text: 'three', blocks: [section('three')], attachments: [] });
      expect(messages(scene)).toMatchObject([{ text: 'three', blocks: [{ type: 'section' }], attachments: [] }]);
      await scene.client.apiCall('chat.update', { channel: C, ts, attachments: [attachment] });
      expect(messages(scene)).toMatchObject([{ text: 'three', blocks: [{ type: 'section' }], attachments: [{ id: 1 }] }]);
    },
  },
  'chat.delete': {
    does: 'takes the message away',
    async check(scene) {
      const ts = await posted(scene);
      await scene.client.chat.delete({ channel: C, ts });
      expect(findMessageIn(scene, ts)).toBeUndefined();
      expect((await scene.client.conversations.history({ channel: C })).messages).toEqual([]);
    },
  },
  'chat.postEphemeral': {
    does: 'shows a message to one person and to nobody else',
    async check(scene) {
      await scene.client.chat.postEphemeral({ channel: C, user: 'UANA', text: 'only you' });
      expect(scene.slack.as('UANA').sees(C)).toMatchObject([{ text: 'only you', ephemeralFor: 'UANA' }]);
      expect(scene.slack.as('UBEN').sees(C)).toEqual([]);
      expect((await scene.client.conversations.history({ channel: C })).messages).toEqual([]);
    },
  },
  'chat.getPermalink': {
    does: 'links to the message',
    async check(scene) {
      const ts = await posted(scene);
      const { permalink } = await scene.client.chat.getPermalink({ channel: C, message_ts: ts });
      expect(permalink).toBe(`https://acme.slack.com/archives/${C}/p${ts.replace('.', '')}`);
    },
  },
};

const post = (error: string, when: string, args: object): Refusal => ({
  method: 'chat.postMessage',
  error,
  when,
  call: ({ client }) => client.apiCall('chat.postMessage', { channel: C, ...args }),
});
const NOWHERE = '1700000000.000100';

export const chatRefusals: Refusal[] = [
  post('channel_not_found', 'there is no such channel', { channel: 'C0NONE', text: 'x' }),
  post('channel_not_found', 'the channel is private and the bot outside', { channel: 'G0SECRET', text: 'x' }),
  post('not_in_channel', 'the bot is not a member', { channel: 'C0OTHER', text: 'x' }),
  post('is_archived', 'the channel is archived', { channel: 'C0OLD', text: 'x' }),
  post('no_text', 'there is nothing to say', {}),
  post('invalid_arguments', 'no channel is named', { channel: undefined, text: 'x' }),
  post('invalid_blocks_format', 'blocks are not JSON', { blocks: 'nonsense' }),
  post('invalid_blocks', 'a block has no known type', { blocks: [{ type: 'banner' }] }),
  post('invalid_attachments', 'text stands beside the blocks of an attachment', { attachments: [{ text: 'x', blocks: [section('y')] }] }),
  post('too_many_attachments', 'there are 101 attachments', { attachments: Array.from({ length: 101 }, () => ({ text: 'x' })) }),
  post('msg_blocks_too_long', 'the blocks hold 13,201 characters', { blocks: blocksOfLength(13_201) }),
  post('invalid_metadata_format', 'metadata has no event_type', { text: 'x', metadata: { event_payload: {} } }),
  refusal('chat.update', 'message_not_found', 'there is no such message', ({ client }) =>
    client.chat.update({ channel: C, ts: NOWHERE, text: 'x' }),
  ),
  refusal('chat.update', 'message_not_found', 'the message is ephemeral', async ({ client }) => {
    const { message_ts } = await client.chat.postEphemeral({ channel: C, user: 'UANA', text: 'x' });
    return client.chat.update({ channel: C, ts: String(message_ts), text: 'y' });
  }),
  refusal('chat.update', 'cant_update_message', 'someone else wrote it', async ({ client, slack }) => {
    await slack.as('UANA').says(C, 'mine');
    return client.chat.update({ channel: C, ts: slack.state.messages.get(C)?.[0]?.ts ?? '', text: 'yours' });
  }),
  refusal('chat.update', 'msg_too_long', 'the text is longer than 4,000 characters', async (scene) =>
    scene.client.chat.update({ channel: C, ts: await posted(scene), text: 'x'.repeat(4_001) }),
  ),
  refusal('chat.update', 'no_text', 'nothing new is given', async (scene) =>
    scene.client.apiCall('chat.update', { channel: C, ts: await posted(scene) }),
  ),
  refusal('chat.update', 'is_archived', 'the channel was archived since', async (scene) => {
    const ts = await posted(scene);
    for (const channel of scene.slack.state.channels.values()) channel.archived = true;
    return scene.client.chat.update({ channel: C, ts, text: 'x' });
  }),
  refusal('chat.delete', 'message_not_found', 'it is deleted already', async (scene) => {
    const ts = await posted(scene);
    await scene.client.chat.delete({ channel: C, ts });
    return scene.client.chat.delete({ channel: C, ts });
  }),
  refusal('chat.delete', 'cant_delete_message', 'someone else wrote it', async ({ client, slack }) => {
    await slack.as('UANA').says(C, 'mine');
    return client.chat.delete({ channel: C, ts: slack.state.messages.get(C)?.[0]?.ts ?? '' });
  }),
  refusal('chat.postEphemeral', 'user_not_in_channel', 'the person is not in the channel', ({ client }) =>
    client.chat.postEphemeral({ channel: C, user: 'UDEA', text: 'x' }),
  ),
  refusal('chat.getPermalink', 'message_not_found', 'there is no such message', ({ client }) =>
    client.chat.getPermalink({ channel: C, message_ts: NOWHERE }),
  ),
];

function refusal(method: string, error: string, when: string, call: Refusal['call']): Refusal {
  return { method, error, when, call };
}

function blocksOfLength(length: number) {
  const blocks = Array.from({ length: Math.floor(length / 3_000) }, () => section('x'.repeat(3_000)));
  return [...blocks, section('x'.repeat(length % 3_000))];
}

function findMessageIn({ slack }: Scene, ts: string) {
  return slack
    .as('UANA')
    .sees(C)
    .find((message) => message.ts === ts);
}
