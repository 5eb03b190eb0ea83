import { expect } from 'vitest';
import * as z from 'zod';
import { input, type MethodCase, modal, type Refusal, type Scene, section, submit } from '../scene.ts';

const Answered = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });
const open = async (scene: Scene, view = modal(), user = 'UANA') =>
  Answered.parse(await scene.client.apiCall('views.open', { trigger_id: await scene.trigger(user), view })).view;
const push = async (scene: Scene, view = modal()) => scene.client.apiCall('views.push', { trigger_id: await scene.trigger(), view });
const home = (words: string) => ({ type: 'home', blocks: [section(words)] });

export const viewsCases: Record<string, MethodCase> = {
  'views.open': {
    does: 'opens a modal for the person whose trigger it is',
    async check(scene) {
      const { id } = await open(scene, modal(), 'UBEN');
      expect(scene.slack.as('UBEN').modals()).toMatchObject([{ id, root: id, view: { callback_id: 'reason' } }]);
      expect(scene.slack.as('UANA').modals()).toEqual([]);
    },
  },
  'views.push': {
    does: 'puts a modal on top of the open one',
    async check(scene) {
      const { id } = await open(scene);
      await push(scene, modal({ callback_id: 'more' }));
      expect(scene.slack.as('UANA').modals()).toMatchObject([{ id }, { root: id, previous: id, view: { callback_id: 'more' } }]);
    },
  },
  'views.update': {
    does: 'replaces the content, changes the hash, and keeps what was typed',
    async check(scene) {
      const note = input('note', { type: 'plain_text_input', action_id: 'text' });
      const { id, hash } = await open(scene, modal({ submit, blocks: [note], external_id: 'mine' }));
      scene.app.answer = { body: JSON.stringify({ response_action: 'errors', errors: { note: 'no' } }) };
      await scene.slack.as('UANA').submit({ note: { text: { type: 'plain_text_input', value: 'typed' } } });
      const view = modal({ submit, blocks: [section('new'), note] });
      const updated = Answered.parse(await scene.client.apiCall('views.update', { external_id: 'mine', hash, view }));
      expect(updated.view.hash).not.toBe(hash);
      expect(scene.slack.as('UANA').modals()).toMatchObject([
        { id, view: { blocks: [{ type: 'section' }, { type: 'input' }], state: { values: { note: { text: { value: 'typed' } } } } } },
      ]);
    },
  },
  'views.publish': {
    does: 'draws the Home of one person, again and again as the same view',
    async check(scene) {
      const first = Answered.parse(await scene.client.apiCall('views.publish', { user_id: 'UANA', view: home('one') }));
      await scene.client.apiCall('views.publish', { user_id: 'UANA', view: home('two'), hash: first.view.hash });
      expect(scene.slack.state.homes.get('UANA')).toMatchObject({ id: first.view.id, view: { blocks: [{ text: { text: 'two' } }] } });
      expect(scene.slack.state.homes.has('UBEN')).toBe(false);
    },
  },
};

export const viewsRefusals: Refusal[] = [
  {
    method: 'views.open',
    error: 'expired_trigger_id',
    when: 'the trigger is older than three seconds',
    async call(scene) {
      const trigger_id = await scene.trigger();
      await scene.clock.advance(3_001);
      return scene.client.apiCall('views.open', { trigger_id, view: modal() });
    },
  },
  {
    method: 'views.open',
    error: 'exchanged_trigger_id',
    when: 'the trigger was used',
    async call(scene) {
      const trigger_id = await scene.trigger();
      await scene.client.apiCall('views.open', { trigger_id, view: modal() });
      return scene.client.apiCall('views.open', { trigger_id, view: modal() });
    },
  },
  {
    method: 'views.open',
    error: 'invalid_trigger_id',
    when: 'nobody was given that trigger',
    call: ({ client }) => client.apiCall('views.open', { trigger_id: '1.2.a', view: modal() }),
  },
  { method: 'views.open', error: 'invalid_arguments', when: 'a Home is opened as a modal', call: async (scene) => open(scene, home('x')) },
  {
    method: 'views.open',
    error: 'invalid_arguments',
    when: 'there is an input but nothing to submit with',
    call: async (scene) => open(scene, modal({ blocks: [input('note', { type: 'plain_text_input', action_id: 'text' })] })),
  },
  {
    method: 'views.open',
    error: 'view_too_large',
    when: 'the view is over 250 kB',
    call: async (scene) => open(scene, modal({ blocks: Array.from({ length: 100 }, () => section('x'.repeat(3_000))) })),
  },
  {
    method: 'views.open',
    error: 'duplicate_external_id',
    when: 'another view has that external_id',
    async call(scene) {
      await open(scene, modal({ external_id: 'mine' }));
      return open(scene, modal({ external_id: 'mine' }), 'UBEN');
    },
  },
  { method: 'views.push', error: 'not_found', when: 'no modal is open', call: push },
  {
    method: 'views.push',
    error: 'push_limit_reached',
    when: 'three modals are stacked',
    async call(scene) {
      await open(scene);
      await push(scene);
      await push(scene);
      return push(scene);
    },
  },
  {
    method: 'views.update',
    error: 'not_found',
    when: 'no such view is shown',
    call: ({ client }) => client.apiCall('views.update', { view_id: 'V0', view: modal() }),
  },
  {
    method: 'views.update',
    error: 'hash_conflict',
    when: 'the view changed since that hash',
    async call(scene) {
      const { id, hash } = await open(scene);
      await scene.client.apiCall('views.update', { view_id: id, view: modal() });
      return scene.client.apiCall('views.update', { view_id: id, hash, view: modal() });
    },
  },
  {
    method: 'views.update',
    error: 'invalid_arguments',
    when: 'both ids are given',
    call: ({ client }) => client.apiCall('views.update', { view_id: 'V0', external_id: 'x', view: modal() }),
  },
  {
    method: 'views.publish',
    error: 'user_not_found',
    when: 'there is no such person',
    call: ({ client }) => client.apiCall('views.publish', { user_id: 'UNOBODY', view: home('x') }),
  },
  {
    method: 'views.publish',
    error: 'hash_conflict',
    when: 'the Home changed since that hash',
    async call({ client }) {
      await client.apiCall('views.publish', { user_id: 'UANA', view: home('x') });
      return client.apiCall('views.publish', { user_id: 'UANA', view: home('y'), hash: 'old' });
    },
  },
];
