import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { cardAfterArrival, cardKeyOf } from '../../src/domain/card-changes.ts';
import { problemFace } from '../../src/domain/face.ts';
import { Policy } from '../../src/domain/policy.ts';
import type { Services } from '../../src/flows/services.ts';
import { type MovableClock, movableClock } from '../../src/sandbox/clock.ts';
import type { SlackEmulator } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/emulator.ts';
import { slackApp } from '../../src/slack/app.ts';
import { boltLogger } from '../../src/slack/bolt-logger.ts';
import { slackDirectory } from '../../src/slack/directory.ts';
import { messenger } from '../../src/slack/messenger.ts';
import { slackModals } from '../../src/slack/modals.ts';
import { type HttpReceiver, slackReceiver } from '../../src/slack/receiver.ts';
import { register } from '../../src/slack/register.ts';
import { voice as voiceOf } from '../../src/slack/speak.ts';
import { aFinding } from '../fixtures/a-finding.ts';
import {
  type MemoryIntents,
  type MemoryLog,
  type MemoryQueues,
  memoryCards,
  memoryFindings,
  memoryIntents,
  memoryLog,
  memoryNonces,
  memoryPeople,
  memoryQueues,
} from './memory.ts';
import { memorySelections } from './memory-selections.ts';

export const SECRET = '0123456789abcdef0123456789abcdef';
export const TOKEN = 'xoxb-front-desk';
export const CHANNEL = 'C0ALERTS';
export const START = Date.UTC(2026, 2, 2, 10);

/** Everyone who is in the channel; only Vic, Rita and Ada have a role. */
export const PEOPLE = {
  viewer: 'U0VIC',
  responder: 'U0RITA',
  admin: 'U0ADA',
  roleless: 'U0NOEL',
  guest: 'U0GUS',
  singleChannelGuest: 'U0SIG',
  foreigner: 'U0ZOE',
  deactivated: 'U0DEA',
  bot: 'U0ROB',
} as const;

const policy = Policy.parse({
  roles: { viewer: [PEOPLE.viewer, 'U0GUS', 'U0SIG', 'U0ZOE', 'U0DEA', 'U0ROB'], responder: ['S0RESP'], admin: [PEOPLE.admin] },
});

export interface FrontDesk {
  slack: SlackEmulator;
  clock: MovableClock;
  receiver: HttpReceiver;
  intents: MemoryIntents;
  queues: MemoryQueues;
  cards: Services['cards'];
  log: MemoryLog;
  policy: { now: Policy };
  /** The card about a GuardDuty finding in the channel, and its message. */
  card: { key: string; ts: string };
  /** Everything that was made durable by what people did. */
  written(): number;
  stop(): Promise<void>;
}

/** Slack, the people of a channel with one card in it, and the product's front listening to them; the rest of it is memory. */
export async function aFrontDesk({
  sleep,
  nonces = memoryNonces(),
}: {
  sleep?: Services['sleep'];
  nonces?: Services['nonces'];
} = {}): Promise<FrontDesk> {
  const clock = movableClock({ start: START, runs: false });
  const slack = await startSlack(workspace(clock));
  const now = () => new Date(clock.now());
  const log = memoryLog();
  const client = new WebClient(TOKEN, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 1500,
    logger: boltLogger(log),
  });
  const finding = aFinding();
  const key = cardKeyOf(finding.problem, CHANNEL);
  const arrived = { key, channel: CHANNEL, problem: finding.problem, again: true, because: 'first seen', raisedBy: 'test', now: now() };
  const card = cardAfterArrival(undefined, { ...arrived, findings: [finding] });
  const chat = messenger({ client, log, responseOrigin: new URL(slack.apiUrl).origin });
  const holder = { now: policy };
  const intents = memoryIntents();
  const queues = memoryQueues();
  const cards = memoryCards(card);
  const modals = slackModals(client);
  const services = {
    now,
    sleep: sleep ?? ((ms: number) => new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve))),
    token: () => 'feedfacefeedfacefeedfacefeedface',
    policy: async () => holder.now,
    intents,
    selections: memorySelections(),
    queues,
    cards,
    findings: memoryFindings({
      finding,
      version: { updated: '1', seen: '1', hash: finding.contentHash },
      verdict: { do: 'alert', because: 'first seen' },
      channels: [CHANNEL],
      since: now().toISOString(),
    }),
    directory: slackDirectory({ client, cache: memoryPeople(now), now, log, policy: async () => holder.now, teamId: 'T0ACME' }),
    nonces,
    chat,
    log,
    modals,
  };
  const voice = voiceOf({ chat, modals });
  const receiver = slackReceiver({
    ...services,
    signingSecrets: [{ renewed: async () => SECRET }],
    speak: voice.speak,
  });
  const app = slackApp({ receiver, botToken: TOKEN, botId: 'B0BOT', botUserId: 'U0BOT', log });
  register(app, { appId: 'A0APP', teamId: 'T0ACME', voice, services });

  const server = await listening(receiver);
  slack.connect(server.url);
  const posted = await chat.post(CHANNEL, problemFace(card, [finding]), 'token');
  if (posted.kind !== 'ok') throw new Error(`The card was not posted: ${posted.error}`);

  return {
    slack,
    clock,
    receiver,
    intents,
    queues,
    cards,
    log,
    policy: holder,
    card: { key, ts: posted.ts },
    written: () => intents.all.size + queues.requests.length,
    async stop() {
      await server.stop();
      await slack.stop();
      clock.stop();
    },
  };
}

async function listening(receiver: HttpReceiver): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, headers, body } = await receiver.handle({ body: Buffer.concat(chunks), headers: request.headers });
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function workspace(clock: MovableClock) {
  const user = (id: string, name: string, flags = {}) => ({
    id,
    name,
    real_name: name,
    email: `${name}@acme.test`,
    team: 'T0ACME',
    ...flags,
  });
  return {
    clock,
    signingSecret: SECRET,
    botToken: TOKEN,
    team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
    bot: { userId: 'U0BOT', botId: 'B0BOT', appId: 'A0APP', name: 'shub' },
    users: [
      user(PEOPLE.viewer, 'vic'),
      user(PEOPLE.responder, 'rita'),
      user(PEOPLE.admin, 'ada'),
      user(PEOPLE.roleless, 'noel'),
      user(PEOPLE.guest, 'gus', { is_restricted: true }),
      user(PEOPLE.singleChannelGuest, 'sig', { is_restricted: true, is_ultra_restricted: true }),
      user(PEOPLE.foreigner, 'zoe', { team: 'T0OTHER', is_stranger: true }),
      user(PEOPLE.deactivated, 'dea', { deleted: true }),
      user(PEOPLE.bot, 'rob', { is_bot: true }),
    ],
    channels: [{ id: CHANNEL, name: 'alerts', members: ['U0BOT', ...Object.values(PEOPLE)] }],
    groups: [{ id: 'S0RESP', handle: 'responders', name: 'Responders', users: [PEOPLE.responder, PEOPLE.guest] }],
  };
}
