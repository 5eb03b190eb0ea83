import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Policy } from '../../src/domain/policy.ts';
import type { Directory } from '../../src/flows/services.ts';
import { type MovableClock, movableClock } from '../../src/sandbox/clock.ts';
import type { SlackEmulator } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/emulator.ts';
import { boltLogger } from '../../src/slack/bolt-logger.ts';
import { slackDirectory } from '../../src/slack/directory.ts';
import { memoryLog, memoryPeople } from '../support/memory.ts';

const policy = Policy.parse({ roles: { responder: ['S0RESP'] } });

let clock: MovableClock;
let slack: SlackEmulator;
/** What was read of the cache that all processes share. */
let reads: string[];
let aProcess: () => Directory;

beforeEach(async () => {
  clock = movableClock({ start: Date.UTC(2026, 2, 2, 10), runs: false });
  slack = await startSlack({
    clock,
    signingSecret: 's',
    botToken: 'xoxb-directory',
    team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
    users: [{ id: 'U0ANA', name: 'ana', real_name: 'ana', email: 'ana@acme.test', team: 'T0ACME' }],
    channels: [],
    groups: [{ id: 'S0RESP', handle: 'responders', name: 'Responders', users: ['U0ANA'] }],
  });
  reads = [];
  const now = () => new Date(clock.now());
  const log = memoryLog();
  const { get, put } = memoryPeople(now);
  const cache = {
    put,
    get(key: string) {
      reads.push(key);
      return get(key);
    },
  };
  const client = new WebClient('xoxb-directory', { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: boltLogger(log) });
  aProcess = () => slackDirectory({ client, cache, now, log, policy: async () => policy, teamId: 'T0ACME' });
});
afterEach(async () => {
  await slack.stop();
  clock.stop();
});

const asked = (operation: string) => slack.calls.filter((call) => call.operation === operation).length;

test('two hundred people of a process that has just started press at once: the table and Slack are asked once', async () => {
  const started = aProcess();
  const people = await Promise.all(Array.from({ length: 200 }, () => started.person('U0ANA')));

  expect(people.every(({ roles }) => roles.includes('responder'))).toBe(true);
  expect(reads).toHaveLength(2);
  expect(asked('users.info')).toBe(1);
});

test('what another process knows is read from the table once, not for every press', async () => {
  await aProcess().person('U0ANA');
  reads.length = 0;
  const another = aProcess();
  for (const _ of [1, 2, 3]) expect((await another.person('U0ANA')).roles).toEqual(['responder']);

  expect(reads).toHaveLength(2);
  expect(asked('users.info')).toBe(1);
});
