import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Policy } from '../../src/domain/policy.ts';
import { whoIs } from '../../src/slack/admit.ts';
import { type Route as AnyRoute, commands, routes } from '../../src/slack/routes.ts';
import { aFrontDesk, CHANNEL, type FrontDesk, PEOPLE, SECRET } from '../support/front-desk.ts';

/** What somebody does and is answered; an event is neither. */
type Route = Exclude<AnyRoute, { kind: 'event' }>;

interface Who {
  id: string;
  team?: string;
  app?: string;
}

/** The body that Slack sends when this person uses this route. */
function bodyOf(route: Route, text: string, { id, team = 'T0ACME', app }: Who, card: string): string {
  if (route.kind === 'command') {
    return new URLSearchParams({
      command: '/shub',
      text,
      user_id: id,
      team_id: team,
      api_app_id: app ?? 'A0APP',
      channel_id: CHANNEL,
      trigger_id: 't',
    }).toString();
  }
  const person = { user: { id, team_id: team }, team: { id: team }, trigger_id: 't' };
  // Slack names no app with a shortcut; one that is named all the same must be ours.
  const chosen = { ...person, ...(app && { api_app_id: app }), callback_id: route.id };
  const common = { ...person, api_app_id: app ?? 'A0APP' };
  const metadata = JSON.stringify({ card, actionVersion: 0, channel: CHANNEL });
  const values = { note: { text: { value: 'because' } }, reason: { class: { selected_option: { value: 'other' } } } };
  const payload = {
    action: {
      ...common,
      type: 'block_actions',
      channel: { id: CHANNEL },
      actions: [{ type: 'button', action_id: route.id, block_id: 'b', value: `${card}|0` }],
    },
    view: {
      ...common,
      type: 'view_submission',
      view: { id: 'V1', type: 'modal', callback_id: route.id, private_metadata: metadata, state: { values } },
    },
    shortcut: { ...chosen, type: 'shortcut' },
    'message shortcut': { ...chosen, type: 'message_action', channel: { id: CHANNEL }, message: { ts: '1.1', text: 'words' } },
  }[route.kind];
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

let requests = 0;

/** In the channel, and in direct messages: there a global shortcut is answered when no window can be opened. */
const seenBy = ({ slack }: FrontDesk, who: string) =>
  [
    CHANNEL,
    ...[...slack.state.channels.values()].filter(({ kind, members }) => kind === 'im' && members.includes(who)).map(({ id }) => id),
  ].flatMap((channel) => slack.as(who).sees(channel));

/** Sends it as Slack would, and resolves to all that the person then sees of it. */
async function told(desk: FrontDesk, body: string, who: string): Promise<string> {
  const before = new Set(seenBy(desk, who));
  const timestamp = Math.floor(desk.clock.now() / 1000);
  // Different bytes every time, as Slack's are: the trigger id is part of the body.
  const sent = `${body}&n=${requests++}`;
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${sent}`).digest('hex')}`;
  const answer = await desk.receiver.handle({
    body: Buffer.from(sent),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature,
    },
  });
  const ephemerals = seenBy(desk, who).filter((message) => !before.has(message));
  return JSON.stringify([answer.status, answer.body, ephemerals.map(({ text, blocks }) => [text, blocks])]);
}

const everything: [string, Route, string][] = routes.flatMap((route): [string, Route, string][] =>
  route.kind === 'event'
    ? []
    : route.kind === 'command'
      ? Object.keys(commands).map((name) => [`/shub ${name}`, route, name])
      : [[`${route.kind} ${route.id}`, route, '']],
);

const NOBODY: [string, Who, string][] = [
  ['a guest with a role', { id: PEOPLE.guest }, 'Guests of this workspace cannot use shub.'],
  ['a single-channel guest', { id: PEOPLE.singleChannelGuest }, 'Guests of this workspace cannot use shub.'],
  ['someone from another workspace', { id: PEOPLE.foreigner, team: 'T0OTHER' }, 'Only members of this workspace can use shub'],
  ['someone from another workspace who says ours', { id: PEOPLE.foreigner }, 'Only members of this workspace can use shub'],
  ['an admin as seen from another workspace', { id: PEOPLE.admin, team: 'T0OTHER' }, 'Only members of this workspace can use shub'],
  ['a deactivated account', { id: PEOPLE.deactivated }, 'This account is deactivated.'],
  ['a bot', { id: PEOPLE.bot }, 'Apps and bots cannot use shub.'],
  ['someone without a role', { id: PEOPLE.roleless }, 'This needs the role'],
  ['an admin through another app', { id: PEOPLE.admin, app: 'A0EVIL' }, 'this came through another Slack app'],
];

/** The trigger here is spent, and whoever has no account any more gets no direct message: such a shortcut just fails. */
const reachable = (who: string, { kind }: Route): boolean => kind !== 'shortcut' || who !== 'a deactivated account';

describe('whoever may not use it is told so, and nothing is written', () => {
  let desk: FrontDesk;
  beforeAll(async () => {
    desk = await aFrontDesk();
  });
  afterAll(() => desk.stop());
  beforeEach(async () => {
    desk.slack.calls.length = 0;
    // Slack takes only so many messages a minute.
    await desk.clock.advance(1_000);
  });

  test.each(
    everything.flatMap(([name, route, text]) =>
      NOBODY.filter(([who]) => reachable(who, route)).map(([who, someone, words]) => [name, who, words, route, text, someone] as const),
    ),
  )('%s refuses %s: %s', async (_, _who, words, route, text, someone) => {
    const said = await told(desk, bodyOf(route, text, someone, desk.card.key), someone.id);

    expect(said).toContain(words);
    expect(said).toMatch(/^\[200,/);
    expect(desk.written()).toBe(0);
    // A global shortcut is refused in a window.
    const windows = desk.slack.calls.map(({ operation }) => operation).filter((operation) => operation.startsWith('views.'));
    expect(windows).toEqual(route.kind === 'shortcut' ? ['views.open'] : []);
  });

  test.each(everything.filter(([name, { may }]) => may !== 'view' || name.includes('pause') || name.includes('resume')))(
    'a viewer may only look: %s is refused',
    async (_, route, text) => {
      expect(await told(desk, bodyOf(route, text, { id: PEOPLE.viewer }, desk.card.key), PEOPLE.viewer)).toContain('you are viewer');
      expect(desk.written()).toBe(0);
    },
  );

  test.each(everything)('while no roles are configured even the later admin may not use %s', async (_, route, text) => {
    const before = desk.policy.now;
    desk.policy.now = Policy.parse({});
    const said = await told(desk, bodyOf(route, text, { id: PEOPLE.admin }, desk.card.key), PEOPLE.admin);
    desk.policy.now = before;

    expect(said).toContain('No roles are configured yet');
    expect(desk.written()).toBe(0);
  });
});

test('whoever may is let through on every one of these routes', async () => {
  const desk = await aFrontDesk();
  for (const [name, route, text] of everything) {
    const said = await told(desk, bodyOf(route, text, { id: PEOPLE.admin }, desk.card.key), PEOPLE.admin);
    expect(said, name).not.toContain('cannot use shub');
    expect(said, name).not.toContain('This needs the role');
    expect(said, name).toMatch(/^\[200,/);
  }
  expect(desk.written()).toBeGreaterThan(0);
  await desk.stop();
});

test('someone of another workspace is barred here even where the directory would let them in', async () => {
  const credulous = { directory: { person: async (id: string) => ({ id, name: id, team: 'T0ACME', roles: ['admin' as const] }) } };
  const asked = { kind: 'view' as const, id: 'resolve', who: 'U0ZOE', team: 'T0OTHER', app: 'A0APP', view: 'V1', metadata: '', values: {} };

  expect(await whoIs(asked, { appId: 'A0APP', teamId: 'T0ACME' }, credulous)).toMatchObject({ barred: 'other workspace' });
  await expect(whoIs({ ...asked, team: undefined }, { appId: 'A0APP', teamId: 'T0ACME' }, credulous)).rejects.toThrow('which workspace');
});

/** Bolt's ways of adding a listener or a middleware. */
const REGISTRATION = /\bapp\??\.(?:action|command|view|shortcut|event|message|options|function|use|assistant)\(/;

test('no listener is registered but by the one function that authorises', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('sandbox'),
  );
  const registering = files.filter((name) => REGISTRATION.test(readFileSync(`src/${name}`, 'utf8')));
  expect(files.length).toBeGreaterThan(30);
  expect(registering).toEqual(['slack/register.ts']);
});

test('each thing a person can do is one row of the route table', () => {
  const ids = routes.map(({ kind, id }) => `${kind} ${id}`);
  expect(new Set(ids).size).toBe(ids.length);
});
