import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Json, SlackPerson } from '../../../src/sandbox/slack/contract.ts';
import { aScene, button, input, modal, type Scene, section, submit } from './scene.ts';

let scene: Scene;
let ana: SlackPerson;
beforeEach(async () => {
  scene = await aScene();
  ana = scene.slack.as('UANA');
});
afterEach(() => scene.stop());

const note = input('note', { type: 'plain_text_input', action_id: 'text', min_length: 3, max_length: 10 });
const days = ['30', '90'].map((value) => ({ value, text: { type: 'plain_text', text: `${value} days` } }));
const until = input('until', { type: 'static_select', action_id: 'days', options: days, initial_option: days[0] });
const typed = (value: string) => ({ note: { text: { type: 'plain_text_input', value } } });
const answer = (body: Json) => {
  scene.app.answer = { body: JSON.stringify(body) };
};
const open = async (view: Json) => scene.client.apiCall('views.open', { trigger_id: await scene.trigger(), view });
const push = async (view: Json) => scene.client.apiCall('views.push', { trigger_id: await scene.trigger(), view });
const stack = () => ana.modals().map(({ view }) => view['callback_id']);

test('a submission carries what was typed and what stood there from the start, and a plain 200 closes the modal', async () => {
  await open(modal({ submit, blocks: [note, until], private_metadata: 'card-1' }));
  const [{ hash, id } = { hash: '', id: '' }] = ana.modals();
  expect(await ana.submit(typed('because'))).toMatchObject({ status: 200 });
  expect(scene.app.payload()).toMatchObject({
    type: 'view_submission',
    user: { id: 'UANA', username: 'ana', name: 'ana', team_id: 'T0ACME' },
    view: {
      id,
      hash,
      type: 'modal',
      callback_id: 'reason',
      private_metadata: 'card-1',
      root_view_id: id,
      previous_view_id: null,
      close: null,
      notify_on_close: false,
      state: {
        values: {
          note: { text: { type: 'plain_text_input', value: 'because' } },
          until: { days: { type: 'static_select', selected_option: { value: '30' } } },
        },
      },
    },
    response_urls: [],
  });
  expect(ana.modals()).toEqual([]);
});

test.each([
  ['a required input is empty', note, {}, 'Please complete this required field.'],
  ['a text is too short', note, typed('x'), 'Must be at least 3 characters.'],
  ['a text is too long', note, typed('x'.repeat(11)), 'Must be at most 10 characters.'],
  [
    'a number is none',
    input('note', { type: 'number_input', action_id: 'text', is_decimal_allowed: false }),
    typed('many'),
    'Must be a number.',
  ],
  [
    'a number is broken',
    input('note', { type: 'number_input', action_id: 'text', is_decimal_allowed: false }),
    typed('1.5'),
    'Must be a whole number.',
  ],
  [
    'a number is too great',
    input('note', { type: 'number_input', action_id: 'text', is_decimal_allowed: true, max_value: '90' }),
    typed('91'),
    'Must be at most 90.',
  ],
])('Slack itself says so when %s, and the app hears nothing', async (_, block, values, words) => {
  await open(modal({ submit, blocks: [block] }));
  const heard = scene.app.heard.length;
  expect(await ana.submit(values)).toMatchObject({ status: 0 });
  expect(ana.modals()[0]?.errors).toEqual({ note: words });
  expect(scene.app.heard).toHaveLength(heard);
});

test('an optional input may stay empty', async () => {
  await open(modal({ submit, blocks: [{ ...note, optional: true }] }));
  await ana.submit();
  expect(scene.app.payload()).toMatchObject({ view: { state: { values: { note: { text: { value: null } } } } } });
  expect(ana.modals()).toEqual([]);
});

test('errors stay under their inputs until the next try goes through', async () => {
  await open(modal({ submit, blocks: [note] }));
  answer({ response_action: 'errors', errors: { note: 'Say more' } });
  await ana.submit(typed('why'));
  expect(ana.modals()).toMatchObject([{ errors: { note: 'Say more' }, view: { state: { values: typed('why') } } }]);
  scene.app.answer = {};
  await ana.submit(typed('because'));
  expect(ana.modals()).toEqual([]);
});

test('update, push and clear do what they say', async () => {
  await open(modal({ submit, callback_id: 'first', blocks: [{ ...note, optional: true }] }));
  answer({ response_action: 'update', view: modal({ submit, callback_id: 'second' }) });
  await ana.submit();
  expect(stack()).toEqual(['second']);
  answer({ response_action: 'push', view: modal({ submit, callback_id: 'third' }) });
  await ana.submit();
  expect(stack()).toEqual(['second', 'third']);
  answer({ response_action: 'clear' });
  await ana.submit();
  expect(stack()).toEqual([]);
});

test.each([
  ['fails', { status: 500 }],
  ['takes over three seconds', { afterMs: 3_200 }],
  ['says something Slack does not know', { body: '{"response_action":"explode"}' }],
  ['sends a view Slack does not take', { body: JSON.stringify({ response_action: 'update', view: modal({ title: 'Why' }) }) }],
  ['blames a block that is no input', { body: '{"response_action":"errors","errors":{"other":"no"}}' }],
  ['says a word instead of an object', { type: 'text/plain', body: 'ok' }],
])('the modal stays open with Slack’s words when the app %s', async (_, reply) => {
  await open(modal({ submit, blocks: [note] }));
  scene.app.answer = reply;
  expect(await ana.submit(typed('because'))).toMatchObject({ toast: 'We had some trouble connecting. Try again?' });
  expect(stack()).toEqual(['reason']);
});

test('a menu in a modal tells the app at once and stays chosen', async () => {
  const menu = { type: 'static_select', action_id: 'days', options: days };
  await open(modal({ submit, blocks: [{ type: 'actions', block_id: 'row', elements: [menu, button('more', 'm')] }] }));
  const view = ana.modals()[0]?.id ?? '';
  await ana.act({ view }, { actionId: 'days', value: { value: '90' } });
  const values = { row: { days: { type: 'static_select', selected_option: { value: '90' } } } };
  expect(scene.app.payload()).toMatchObject({
    type: 'block_actions',
    container: { type: 'view', view_id: view },
    view: { id: view, state: { values } },
  });
  expect(scene.app.payload()).not.toHaveProperty('response_url');
  await ana.act({ view }, { actionId: 'more' });
  expect(scene.app.payload()).toMatchObject({ actions: [{ type: 'button', value: 'm' }], view: { state: { values } } });
});

test('a submission closes its own modal, not one that the app opened meanwhile', async () => {
  await open(modal({ submit, callback_id: 'asked', blocks: [note] }));
  scene.app.answer = { afterMs: 100 };
  const submitted = ana.submit(typed('because'));
  await expect.poll(() => scene.app.payload()['type']).toBe('view_submission');
  await scene.client.apiCall('views.push', { trigger_id: scene.app.payload()['trigger_id'], view: modal({ callback_id: 'thanks' }) });
  await submitted;
  expect(stack()).toEqual(['thanks']);
});

test('a modal that clears on close goes alone when it is submitted', async () => {
  await open(modal({ callback_id: 'first' }));
  await push(modal({ submit, callback_id: 'second', clear_on_close: true }));
  await ana.submit();
  expect(stack()).toEqual(['first']);
});

test('only what the person has on top can be acted on', async () => {
  await open(modal({ submit, blocks: [note, { type: 'actions', elements: [button('more')] }] }));
  const below = ana.modals()[0]?.id ?? '';
  await expect(ana.act({ view: below }, { actionId: 'text', value: { value: 'x' } })).rejects.toThrow('give its value to submit()');
  await push(modal());
  await expect(ana.act({ view: below }, { actionId: 'more' })).rejects.toThrow('neither the topmost modal nor the Home of UANA');
  await expect(ana.submit()).rejects.toThrow('has nothing to submit');
  await expect(scene.slack.as('UBEN').submit()).rejects.toThrow('UBEN has no modal open');
});

test('a button of the Home is pressed on the Home', async () => {
  const blocks = [{ type: 'actions', elements: [button('refresh', 'r')] }];
  await scene.client.apiCall('views.publish', { user_id: 'UANA', view: { type: 'home', blocks } });
  const view = scene.slack.state.homes.get('UANA')?.id ?? '';
  await ana.act({ view }, { actionId: 'refresh' });
  expect(scene.app.payload()).toMatchObject({
    container: { type: 'view', view_id: view },
    view: { type: 'home' },
    actions: [{ value: 'r' }],
  });
});

test('closing one modal shows the one below, and tells the app only if it asked', async () => {
  await open(modal({ callback_id: 'first' }));
  await push(modal({ callback_id: 'second', notify_on_close: true }));
  await ana.close();
  expect(scene.app.payload()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { callback_id: 'second' } });
  expect(stack()).toEqual(['first']);
  const heard = scene.app.heard.length;
  await ana.close();
  expect(scene.app.heard).toHaveLength(heard);
  expect(stack()).toEqual([]);
});

test.each([
  ['the person closes all', {}, { all: true }],
  ['the topmost clears on close', { clear_on_close: true }, {}],
])('the whole stack goes when %s', async (_, more, options) => {
  await open(modal({ callback_id: 'first', notify_on_close: true }));
  await push(modal({ callback_id: 'second', ...more }));
  await ana.close(options);
  expect(stack()).toEqual([]);
  expect(scene.app.payload()).toMatchObject({ type: 'view_closed', is_cleared: true, view: { callback_id: 'first' } });
});

test('a menu of conversations that asked for it gives a response_url into the chosen channel', async () => {
  const element = { type: 'conversations_select', action_id: 'where', response_url_enabled: true };
  await open(modal({ submit, blocks: [section('x'), input('to', element)] }));
  await ana.submit({ to: { where: { type: 'conversations_select', selected_conversation: 'C0ALERTS' } } });
  expect(scene.app.payload()).toMatchObject({ response_urls: [{ block_id: 'to', action_id: 'where', channel_id: 'C0ALERTS' }] });
});
