import { expect } from 'vitest';
import type { MethodCase, Refusal, Scene } from '../scene.ts';

const C = 'C0ALERTS';
const post = async ({ client, clock }: Scene, text: string, more: object = {}) => {
  await clock.advance(1_000);
  return (await client.chat.postMessage({ channel: C, text, ...more })).ts ?? '';
};
const texts = (messages: { text?: string }[] = []) => messages.map(({ text }) => text);

export const channelsCases: Record<string, MethodCase> = {
  'conversations.list': {
    does: 'lists public channels and the private ones the bot is in, a page at a time',
    async check({ client, slack }) {
      const first = await client.conversations.list({ types: 'public_channel,private_channel', limit: 2 });
      expect(first.channels?.map(({ id }) => id)).toEqual(['C0ALERTS', 'C0OTHER']);
      const cursor = first.response_metadata?.next_cursor ?? '';
      const rest = await client.conversations.list({ types: 'public_channel,private_channel', limit: 2, cursor });
      expect(rest.channels?.map(({ id }) => id)).toEqual(['C0OLD']);
      expect((await client.conversations.list({ limit: 3 })).response_metadata?.next_cursor).toBe('');
      slack.state.channels.get('G0SECRET')?.members.push('U0BOT');
      const secret = await client.conversations.list({ types: 'private_channel', exclude_archived: true });
      expect(secret.channels?.map(({ id }) => id)).toEqual(['G0SECRET']);
    },
  },
  'users.conversations': {
    does: 'lists the channels the bot is in',
    async check({ client }) {
      const { channels } = await client.users.conversations({ exclude_archived: true });
      expect(channels?.map(({ id }) => id)).toEqual(['C0ALERTS']);
    },
  },
  'conversations.info': {
    does: 'tells what a channel is now',
    async check({ client, slack }) {
      const alerts = slack.state.channels.get(C);
      if (alerts) Object.assign(alerts, { archived: true, shared: true });
      const { channel } = await client.conversations.info({ channel: C, include_num_members: true });
      expect(channel).toMatchObject({ name: 'alerts', is_archived: true, is_ext_shared: true, is_member: true, num_members: 5 });
    },
  },
  'conversations.members': {
    does: 'lists who is in the channel',
    async check({ client }) {
      const { members, response_metadata } = await client.conversations.members({ channel: C, limit: 2 });
      expect(members).toEqual(['UANA', 'UBEN']);
      expect(response_metadata?.next_cursor).toBeTruthy();
    },
  },
  'conversations.open': {
    does: 'opens direct messages once',
    async check({ client, slack }) {
      const first = await client.conversations.open({ users: 'UANA' });
      const again = await client.conversations.open({ users: 'UANA', return_im: true });
      expect(again.channel?.id).toBe(first.channel?.id);
      expect(slack.state.channels.get(first.channel?.id ?? '')).toMatchObject({ kind: 'im', members: ['UANA', 'U0BOT'] });
      expect((await client.chat.postMessage({ channel: 'UANA', text: 'hi' })).channel).toBe(first.channel?.id);
    },
  },
  'conversations.join': {
    does: 'makes the bot a member',
    async check({ client, slack }) {
      await client.conversations.join({ channel: 'C0OTHER' });
      expect(slack.state.channels.get('C0OTHER')?.members).toContain('U0BOT');
    },
  },
  'conversations.history': {
    does: 'tells messages newest first, between two times, by pages, and metadata only in full when asked',
    async check(scene) {
      const metadata = { event_type: 'card', event_payload: { key: 'k' } };
      const first = await post(scene, 'one', { metadata });
      const second = await post(scene, 'two');
      await post(scene, 'reply', { thread_ts: first });
      await post(scene, 'shown reply', { thread_ts: first, reply_broadcast: true });
      const all = await scene.client.conversations.history({ channel: C });
      expect(texts(all.messages)).toEqual(['shown reply', 'two', 'one']);
      expect(all.messages?.[2]).toMatchObject({ reply_count: 2, metadata: { event_type: 'card' } });
      expect(all.messages?.[2]?.metadata).not.toHaveProperty('event_payload');
      const full = await scene.client.conversations.history({ channel: C, latest: first, inclusive: true, include_all_metadata: true });
      expect(full.messages).toMatchObject([{ metadata }]);
      expect(texts((await scene.client.conversations.history({ channel: C, oldest: first, latest: second })).messages)).toEqual([]);
      const page = await scene.client.conversations.history({ channel: C, limit: 2 });
      expect([texts(page.messages), page.has_more]).toEqual([['shown reply', 'two'], true]);
      const cursor = page.response_metadata?.next_cursor ?? '';
      expect(texts((await scene.client.conversations.history({ channel: C, limit: 2, cursor })).messages)).toEqual(['one']);
    },
  },
  'conversations.replies': {
    does: 'tells a thread from its first message on, found from a reply as well',
    async check(scene) {
      const root = await post(scene, 'root');
      const reply = await post(scene, 'reply', { thread_ts: root });
      await post(scene, 'reply to the reply', { thread_ts: reply });
      const slip = await post(scene, 'slip', { thread_ts: root });
      await scene.client.chat.delete({ channel: C, ts: slip });
      const { messages } = await scene.client.conversations.replies({ channel: C, ts: reply });
      expect(texts(messages)).toEqual(['root', 'reply', 'reply to the reply']);
      await scene.client.chat.delete({ channel: C, ts: root });
      expect((await scene.client.conversations.history({ channel: C })).messages).toMatchObject([{ subtype: 'tombstone' }]);
    },
  },
  'bookmarks.add': {
    does: 'pins a link to the channel',
    async check({ client, slack }) {
      await client.bookmarks.add({ channel_id: C, title: 'Runbook', type: 'link', link: 'https://acme.test/run' });
      expect(slack.state.bookmarks.get(C)).toMatchObject([{ title: 'Runbook', link: 'https://acme.test/run' }]);
    },
  },
  'bookmarks.list': {
    does: 'lists the links of the channel',
    async check({ client }) {
      await client.bookmarks.add({ channel_id: C, title: 'Runbook', type: 'link', link: 'https://acme.test/run' });
      expect((await client.bookmarks.list({ channel_id: C })).bookmarks).toMatchObject([{ title: 'Runbook', channel_id: C }]);
    },
  },
};

const refusal = (method: string, error: string, when: string, args: Record<string, unknown>): Refusal => ({
  method,
  error,
  when,
  call: ({ client }) => client.apiCall(method, args),
});
const link = { title: 'x', type: 'link', link: 'https://acme.test' };

export const channelsRefusals: Refusal[] = [
  refusal('conversations.list', 'invalid_cursor', 'the cursor is not one of its own', { cursor: 'nonsense' }),
  refusal('conversations.info', 'channel_not_found', 'the channel is private and the bot outside', { channel: 'G0SECRET' }),
  refusal('conversations.members', 'channel_not_found', 'there is no such channel', { channel: 'C0NONE' }),
  refusal('conversations.open', 'users_list_not_supplied', 'nobody is named', {}),
  refusal('conversations.open', 'user_not_found', 'there is no such person', { users: 'UNOBODY' }),
  refusal('conversations.open', 'user_disabled', 'the person was deactivated', { users: 'UDEA' }),
  refusal('conversations.open', 'invalid_user_combination', 'several people are named', { users: 'UANA,UBEN' }),
  refusal('conversations.join', 'is_archived', 'the channel is archived', { channel: 'C0OLD' }),
  refusal('conversations.join', 'channel_not_found', 'the channel is private', { channel: 'G0SECRET' }),
  refusal('conversations.history', 'not_in_channel', 'the bot is not a member', { channel: 'C0OTHER' }),
  refusal('conversations.history', 'invalid_arguments', 'the limit is over 999', { channel: C, limit: 1_000 }),
  refusal('conversations.replies', 'thread_not_found', 'there is no such message', { channel: C, ts: '1700000000.000100' }),
  refusal('users.conversations', 'user_not_found', 'there is no such person', { user: 'UNOBODY' }),
  refusal('bookmarks.add', 'invalid_bookmark_type', 'it is not a link', { channel_id: C, ...link, type: 'file' }),
  refusal('bookmarks.add', 'invalid_link', 'the link is no address', { channel_id: C, ...link, link: 'run' }),
  refusal('bookmarks.add', 'not_in_channel', 'the bot is not a member', { channel_id: 'C0OTHER', ...link }),
  {
    method: 'conversations.join',
    error: 'method_not_supported_for_channel_type',
    when: 'the channel is a direct message',
    async call({ client }) {
      const { channel } = await client.conversations.open({ users: 'UANA' });
      return client.conversations.join({ channel: channel?.id ?? '' });
    },
  },
  {
    method: 'bookmarks.add',
    error: 'too_many_bookmarks',
    when: 'there are a hundred',
    async call({ client, slack }) {
      slack.limits.on = false;
      for (let n = 0; n < 100; n++) await client.apiCall('bookmarks.add', { channel_id: C, ...link });
      return client.apiCall('bookmarks.add', { channel_id: C, ...link });
    },
  },
];
