import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, WebClient } from '@slack/web-api';
import * as z from 'zod';
import { type MovableClock, movableClock } from '../../../src/sandbox/clock.ts';
import type { Json, SlackEmulator } from '../../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../../src/sandbox/slack/emulator.ts';

export const TOKEN = 'xoxb-test-token';
export const SECRET = 'test-signing-secret';
export const START = Date.UTC(2026, 0, 5, 9);

/** One request as the app got it. `genuine`: signed with the secret at the clock's time, checked here and not by the emulator. */
interface Heard {
  genuine: boolean;
  headers: IncomingHttpHeaders;
  body: string;
  form: URLSearchParams;
}

interface AppAnswer {
  status?: number;
  type?: string;
  body?: string;
  afterMs?: number;
}

interface TestApp {
  url: string;
  heard: Heard[];
  /** What it answers from now on; an empty 200 until told otherwise. */
  answer: AppAnswer;
  /** The last interaction payload, or event body. */
  payload(): Json;
  stop(): Promise<void>;
}

export interface Scene {
  slack: SlackEmulator;
  client: WebClient;
  clock: MovableClock;
  app: TestApp;
  /** A fresh trigger id of something this person did. */
  trigger(user?: string): Promise<string>;
  stop(): Promise<void>;
}

/** A workspace with its people and channels, a client of it, and an app that listens; time stands still. */
export async function aScene(): Promise<Scene> {
  const clock = movableClock({ start: START, runs: false });
  const slack = await startSlack({
    clock,
    signingSecret: SECRET,
    botToken: TOKEN,
    team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
    bot: { userId: 'U0BOT', botId: 'B0BOT', appId: 'A0APP', name: 'guard' },
    users: [
      { id: 'UANA', name: 'ana', real_name: 'Ana', email: 'ana@acme.test', team: 'T0ACME' },
      { id: 'UBEN', name: 'ben', real_name: 'Ben', email: 'ben@acme.test', team: 'T0ACME' },
      { id: 'UGUS', name: 'gus', real_name: 'Gus', email: 'gus@guest.test', team: 'T0ACME', is_restricted: true },
      { id: 'UDEA', name: 'dea', real_name: 'Dea', email: 'dea@acme.test', team: 'T0ACME', deleted: true },
      { id: 'UZOE', name: 'zoe', real_name: 'Zoe', email: 'zoe@other.test', team: 'T0OTHER', is_stranger: true },
    ],
    channels: [
      { id: 'C0ALERTS', name: 'alerts', members: ['UANA', 'UBEN', 'UGUS', 'UZOE', 'U0BOT'] },
      { id: 'C0OTHER', name: 'other', members: ['UANA'] },
      { id: 'C0OLD', name: 'old', archived: true },
      { id: 'G0SECRET', name: 'secret', kind: 'private', members: ['UANA'] },
    ],
    groups: [{ id: 'S0RESP', handle: 'responders', name: 'Responders', users: ['UANA', 'UBEN'] }],
  });
  const app = await anApp(clock);
  slack.connect(app.url);
  const client = aClient(slack, TOKEN);
  return {
    slack,
    client,
    clock,
    app,
    async trigger(user = 'UANA') {
      await slack.as(user).shortcut('anything');
      return z.string().parse(app.payload()['trigger_id']);
    },
    async stop() {
      await app.stop();
      await slack.stop();
      clock.stop();
    },
  };
}

/** A client that repeats nothing and keeps its complaints about refused calls to itself. */
export function aClient({ apiUrl }: SlackEmulator, token: string | undefined): WebClient {
  const logger = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: ignore,
    setLevel: ignore,
    setName: ignore,
    getLevel: () => LogLevel.ERROR,
  };
  return new WebClient(token, { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger });
}

const ignore = () => undefined;

async function anApp(clock: MovableClock): Promise<TestApp> {
  const heard: Heard[] = [];
  const app: TestApp = {
    url: '',
    heard,
    answer: {},
    payload() {
      const last = heard.at(-1);
      return z.record(z.string(), z.unknown()).parse(JSON.parse(last?.form.get('payload') ?? last?.body ?? ''));
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    heard.push({ genuine: isGenuine(request.headers, body, clock.now()), headers: request.headers, body, form: new URLSearchParams(body) });
    const { status = 200, type = 'application/json', body: text = '', afterMs = 0 } = app.answer;
    setTimeout(() => response.writeHead(status, { 'content-type': type }).end(text), afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  app.url = `http://127.0.0.1:${port}/slack/events`;
  return app;
}

function isGenuine(headers: IncomingHttpHeaders, body: string, now: number): boolean {
  const timestamp = String(headers['x-slack-request-timestamp']);
  const expected = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return headers['x-slack-signature'] === `v0=${expected}` && Number(timestamp) === Math.floor(now / 1000);
}

/** What a method does to the workspace, and every refusal it knows. */
export interface MethodCase {
  does: string;
  check(scene: Scene): Promise<void>;
}
export interface Refusal {
  method: string;
  error: string;
  when: string;
  call(scene: Scene): Promise<unknown>;
}

export const section = (words: string) => ({ type: 'section', text: { type: 'mrkdwn', text: words } });
export const button = (action_id: string, value = 'v') => ({
  type: 'button',
  action_id,
  value,
  text: { type: 'plain_text', text: 'Press' },
});
export const modal = (more: Json = {}): Json => ({
  type: 'modal',
  callback_id: 'reason',
  title: { type: 'plain_text', text: 'Why' },
  blocks: [section('Tell us')],
  ...more,
});
export const input = (block_id: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id,
  label: { type: 'plain_text', text: block_id },
  element,
  ...more,
});
export const submit = { type: 'plain_text', text: 'Send' };
