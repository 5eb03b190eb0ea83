import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { makeVariant, type Variant } from '../../scripts/manifest-variant.ts';
import { routes } from '../../src/slack/routes.ts';
import { SHORTCUTS } from '../../src/slack/views/shortcuts.ts';

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Slack's limits, from https://docs.slack.dev/reference/app-manifest and the JSON Schema in slackapi/manifest-schema. */
const address = z.string().regex(/^https:\/\//);
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(true),
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\//).min(2).max(32),
          url: address.max(3000).optional(),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.literal(true),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address.max(3500).optional(), bot_events: z.array(z.string()).min(1).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: address.max(3000).optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

function manifest(variant: Variant = {}): z.output<typeof Manifest> {
  const document = parseDocument(readFileSync(here('manifest.yml'), 'utf8'));
  makeVariant(document, variant);
  return Manifest.parse(document.toJS());
}

/** The bot scopes that each method needs in every kind of channel we post to (https://docs.slack.dev/reference/methods). */
const SCOPES: Record<string, readonly string[]> = {
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  // Only ever with one person.
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

const sources = readdirSync(here('src/slack'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(here(`src/slack/${path}`), 'utf8'));
const methods = [
  ...new Set(sources.flatMap((text) => [...text.matchAll(/\bclient\.((?:[a-z]+\.)+[a-zA-Z]+)\(/g)].map(([, name]) => name ?? ''))),
].sort();

test('every method of the Web API that is called is in the table of scopes', () => {
  expect(methods).toEqual(Object.keys(SCOPES).sort());
});

test('the manifest asks for the scopes that are used, and for no other', () => {
  const used = new Set(['commands', ...methods.flatMap((method) => SCOPES[method] ?? [])]);
  // A field of users.info that Slack leaves out without it (https://docs.slack.dev/reference/scopes/users.read.email).
  if (sources.some((text) => /profile\??\.email/.test(text))) used.add('users:read.email');
  expect(manifest().oauth_config.scopes.bot.toSorted()).toEqual([...used].sort());
});

test('every scope stands under its reason', () => {
  const lines = readFileSync(here('manifest.yml'), 'utf8').split('\n');
  const scopes = lines.flatMap((line, at) => (/^ {6}- [a-z:.]+$/.test(line) ? [lines[at - 1]] : []));
  expect(scopes).toHaveLength(manifest().oauth_config.scopes.bot.length);
  for (const above of scopes) expect(above).toMatch(/^ {6}# .+/);
});

test('the commands of the manifest are answered, on every stage', () => {
  const answered = routes.flatMap((route) => (route.kind === 'command' ? [route.id] : []));
  for (const { command } of [...manifest().features.slash_commands, ...manifest({ stage: 'staging' }).features.slash_commands]) {
    expect(answered.some((pattern) => pattern.test(command))).toBe(true);
  }
});

test('the manifest has Slack send the events that are listened to, and no other', () => {
  const heard = routes.flatMap((route) => (route.kind === 'event' ? [route.id] : []));
  expect(manifest().settings.event_subscriptions.bot_events).toEqual(heard);
});

test('the manifest has the shortcuts that are answered, and no other', () => {
  const shortcuts = manifest().features.shortcuts;
  expect(shortcuts).toEqual(Object.values(SHORTCUTS).map(({ callbackId, ...rest }) => ({ ...rest, callback_id: callbackId })));
  const answered = routes.flatMap(({ kind, id }) =>
    kind === 'shortcut' ? [['global', id]] : kind === 'message shortcut' ? [['message', id]] : [],
  );
  expect(shortcuts.map(({ type, callback_id }) => [type, callback_id]).sort()).toEqual(answered.sort());
});

test('a second stage has a name and a command of its own', () => {
  const { display_information, features } = manifest({ stage: 'staging' });
  expect([display_information.name, features.bot_user.display_name, features.slash_commands[0]?.command]).toEqual([
    'shub staging',
    'shub staging',
    '/shub-staging',
  ]);
});

test('with an address, Slack sends commands and presses to the same place', () => {
  const { features, settings } = manifest({ url: 'https://abc.lambda-url.eu-west-1.on.aws/' });
  expect(features.slash_commands[0]?.url).toBe('https://abc.lambda-url.eu-west-1.on.aws/slack/events');
  expect(settings.interactivity.request_url).toBe('https://abc.lambda-url.eu-west-1.on.aws/slack/events');
  expect(settings.event_subscriptions.request_url).toBe('https://abc.lambda-url.eu-west-1.on.aws/slack/events');
});

test('in Socket Mode there is no address left', () => {
  const { features, settings } = manifest({ socketMode: true });
  expect(settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify([features, settings])).not.toContain('http');
});

test.each([
  ['an address that is not https', { url: 'http://example.com' }, 'https addresses only'],
  ['an address that is none', { url: 'example' }, 'https addresses only'],
  ['both an address and a socket', { url: 'https://example.com', socketMode: true }, 'give one of them'],
  ['a stage that cannot be in a command', { stage: 'My Stage' }, 'small letters'],
])('%s is refused', (_, variant, words) => {
  expect(() => manifest(variant)).toThrow(words);
});
