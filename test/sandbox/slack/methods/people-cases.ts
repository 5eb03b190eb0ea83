import { expect } from 'vitest';
import type { MethodCase, Refusal } from '../scene.ts';

const C = 'C0ALERTS';

export const peopleCases: Record<string, MethodCase> = {
  'api.test': {
    does: 'answers without a token',
    async check({ slack }) {
      const answer = await fetch(`${slack.apiUrl}api.test?hello=you`);
      expect(await answer.json()).toEqual({ ok: true, args: { hello: 'you' } });
    },
  },
  'auth.test': {
    does: 'tells who the bot is',
    async check({ client }) {
      expect(await client.auth.test()).toMatchObject({ team_id: 'T0ACME', user_id: 'U0BOT', bot_id: 'B0BOT' });
    },
  },
  'users.info': {
    does: 'tells a guest, a deactivated person and a stranger apart, now',
    async check({ client, slack }) {
      const tell = async (user: string) => (await client.users.info({ user })).user;
      expect(await tell('UGUS')).toMatchObject({ is_restricted: true });
      expect(await tell('UDEA')).toMatchObject({ deleted: true });
      expect(await tell('UZOE')).toMatchObject({ team_id: 'T0OTHER', is_stranger: true });
      expect((await tell('UZOE'))?.profile?.email).toBeUndefined();
      const ana = slack.state.users.get('UANA');
      if (ana) ana.deleted = true;
      expect(await tell('UANA')).toMatchObject({ deleted: true, profile: { email: 'ana@acme.test' } });
    },
  },
  'users.list': {
    does: 'lists everyone by pages, the bot included',
    async check({ client }) {
      const first = await client.users.list({ limit: 4 });
      const rest = await client.users.list({ limit: 4, cursor: first.response_metadata?.next_cursor ?? '' });
      const ids = [...(first.members ?? []), ...(rest.members ?? [])].map(({ id }) => id);
      expect(ids).toEqual(['U0BOT', 'UANA', 'UBEN', 'UGUS', 'UDEA', 'UZOE']);
    },
  },
  'users.lookupByEmail': {
    does: 'finds a person whatever the case of the address',
    async check({ client }) {
      expect((await client.users.lookupByEmail({ email: 'Ana@ACME.test' })).user?.id).toBe('UANA');
    },
  },
  'usergroups.list': {
    does: 'lists groups, with their people when asked',
    async check({ client }) {
      expect((await client.usergroups.list({ include_users: true })).usergroups).toMatchObject([
        { id: 'S0RESP', handle: 'responders', user_count: 2, users: ['UANA', 'UBEN'] },
      ]);
      expect((await client.usergroups.list()).usergroups?.[0]).not.toHaveProperty('users');
    },
  },
  'usergroups.users.list': {
    does: 'lists who is in the group now',
    async check({ client, slack }) {
      slack.state.groups.get('S0RESP')?.users.push('UGUS');
      expect((await client.usergroups.users.list({ usergroup: 'S0RESP' })).users).toEqual(['UANA', 'UBEN', 'UGUS']);
    },
  },
  'files.getUploadURLExternal': {
    does: 'gives an address that takes raw bytes, and shares nothing yet',
    async check({ client, slack }) {
      const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({ filename: 'report.csv', length: 3 });
      expect(await (await fetch(upload_url, { method: 'POST', body: 'a,b' })).text()).toBe('OK - 3');
      expect(slack.state.files.has(file_id)).toBe(false);
    },
  },
  'files.completeUploadExternal': {
    does: 'shares what files.uploadV2 sent, with its words, in the thread',
    async check({ client, slack }) {
      const { ts = '' } = await client.chat.postMessage({ channel: C, text: 'root' });
      await client.files.uploadV2({
        channel_id: C,
        thread_ts: ts,
        initial_comment: 'This week',
        filename: 'score.png',
        title: 'Score',
        file: Buffer.from('png!'),
      });
      const [file] = slack.state.files.values();
      expect(file).toMatchObject({ name: 'score.png', title: 'Score', mimetype: 'image/png' });
      expect(file?.content.toString()).toBe('png!');
      expect(slack.state.messages.get(C)?.[1]).toMatchObject({ text: 'This week', thread_ts: ts, files: [file?.id] });
    },
  },
  'files.info': {
    does: 'tells where the file is shared',
    async check({ client, slack }) {
      await client.files.uploadV2({ channel_id: C, filename: 'a.txt', content: 'abc' });
      const [file] = slack.state.files.values();
      expect((await client.files.info({ file: file?.id ?? '' })).file).toMatchObject({ name: 'a.txt', size: 3, channels: [C] });
    },
  },
};

const refusal = (method: string, error: string, when: string, args: Record<string, unknown>): Refusal => ({
  method,
  error,
  when,
  call: ({ client }) => client.apiCall(method, args),
});

export const peopleRefusals: Refusal[] = [
  refusal('api.test', 'as_you_like_it', 'it is asked to fail', { error: 'as_you_like_it' }),
  refusal('users.info', 'user_not_found', 'there is no such person', { user: 'UNOBODY' }),
  refusal('users.lookupByEmail', 'users_not_found', 'nobody has the address', { email: 'nobody@acme.test' }),
  refusal('users.lookupByEmail', 'users_not_found', 'the person was deactivated', { email: 'dea@acme.test' }),
  refusal('usergroups.users.list', 'no_such_subteam', 'there is no such group', { usergroup: 'S0NONE' }),
  refusal('files.getUploadURLExternal', 'invalid_arguments', 'the file is empty', { filename: 'a.txt', length: 0 }),
  refusal('files.completeUploadExternal', 'file_not_found', 'nothing was uploaded', { files: [{ id: 'F0NONE' }] }),
  refusal('files.completeUploadExternal', 'not_in_channel', 'the bot is not a member', {
    files: [{ id: 'F0NONE' }],
    channel_id: 'C0OTHER',
  }),
  {
    method: 'files.completeUploadExternal',
    error: 'file_not_found',
    when: 'the bytes never came',
    async call({ client }) {
      const { file_id = '' } = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
      return client.apiCall('files.completeUploadExternal', { files: [{ id: file_id }] });
    },
  },
  refusal('files.info', 'file_not_found', 'there is no such file', { file: 'F0NONE' }),
];
