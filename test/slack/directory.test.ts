import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Policy } from '../../src/domain/policy.ts';
import type { Directory } from '../../src/flows/services.ts';
import { type MovableClock, movableClock } from '../../src/sandbox/clock.ts';
import type { SlackEmulator } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/emulator.ts';
import { boltLogger } from '../../src/slack/bolt-logger.ts';
import { type PeopleCache, slackDirectory } from '../../src/slack/directory.ts';
import { type MemoryLog, memoryLog, memoryPeople } from '../support/memory.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const policy = Policy.parse({
  roles: { viewer: ['S0ALL', 'U0GUS', 'U0DEA', 'U0ROB', 'U0ZOE', 'U0GRI'], responder: ['S0RESP'], admin: ['U0ADA'] },
});

let clock: MovableClock;
let slack: SlackEmulator;
let cache: PeopleCache;
let log: MemoryLog;
let directory: Directory;

beforeEach(async () => {
  clock = movableClock({ start: Date.UTC(2026, 2, 2, 10), runs: false });
  const user = (id: string, name: string, flags = {}) => ({
    id,
    name,
    real_name: name,
    email: `${name}@acme.test`,
    team: 'T0ACME',
    ...flags,
  });
  slack = await startSlack({
    clock,
    signingSecret: 's',
    botToken: 'xoxb-directory',
    team: { id: 'T0ACME', name: 'Acme', domain: 'acme' },
    users: [
      user('U0ANA', 'ana'),
      user('U0ADA', 'ada'),
      user('U0GUS', 'gus', { is_restricted: true }),
      user('U0DEA', 'dea', { deleted: true }),
      user('U0ROB', 'rob', { is_bot: true }),
      user('U0ZOE', 'zoe', { is_stranger: true }),
      user('U0GRI', 'gri', { team: 'T0OTHER' }),
    ],
    channels: [],
    groups: [
      { id: 'S0ALL', handle: 'all', name: 'All', users: ['U0ANA', 'U0ADA'] },
      { id: 'S0RESP', handle: 'responders', name: 'Responders', users: ['U0ANA'] },
    ],
  });
  log = memoryLog();
  cache = memoryPeople(() => new Date(clock.now()));
  directory = aDirectory();
});
afterEach(async () => {
  await slack.stop();
  clock.stop();
});

/** As one process sees it; what they share is the cache. */
const aDirectory = (from: Policy = policy): Directory =>
  slackDirectory({
    client: new WebClient('xoxb-directory', {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: boltLogger(log),
    }),
    cache,
    now: () => new Date(clock.now()),
    log,
    policy: async () => from,
    teamId: 'T0ACME',
  });

const asked = (operation: string) => slack.calls.filter((call) => call.operation === operation).length;
const down = () => slack.faults.add({ operation: '*', fault: { do: 'refuse' } });
const refuses = (error: string) =>
  slack.faults.add({ operation: '*', fault: { do: 'answer', answer: { status: 200, body: { ok: false, error } } } });

test('Ana has the roles of her groups, Ada the one given to her by name', async () => {
  expect(await directory.person('U0ANA')).toEqual({
    id: 'U0ANA',
    name: 'ana',
    email: 'ana@acme.test',
    team: 'T0ACME',
    zone: 'UTC',
    roles: ['viewer', 'responder'],
  });
  expect((await directory.person('U0ADA')).roles).toEqual(['viewer', 'admin']);
});

test.each([
  ['U0GUS', 'guest'],
  ['U0DEA', 'deactivated'],
  ['U0ROB', 'bot'],
  ['U0ZOE', 'other workspace'],
  ['U0GRI', 'other workspace'],
  ['U0NOBODY', 'other workspace'],
])('%s is known as %s, whatever role the policy gives', async (id, barred) => {
  expect((await directory.person(id)).barred).toBe(barred);
});

test('someone who comes from another workspace is not looked up at all', async () => {
  expect(await directory.person('U0ADA', { team: 'T0OTHER' })).toMatchObject({ barred: 'other workspace', roles: [] });
  expect(slack.calls).toEqual([]);
});

test('within a minute Slack is asked once, by all processes together', async () => {
  await Promise.all([directory.person('U0ANA'), directory.person('U0ANA'), directory.person('U0ADA')]);
  await clock.advance(MINUTE);
  await aDirectory().person('U0ANA');

  expect(asked('users.info')).toBe(2);
  expect(asked('usergroups.users.list')).toBe(2);
});

test('after a minute Slack is asked again: a role taken away is gone', async () => {
  await directory.person('U0ANA');
  slack.state.groups.get('S0RESP')?.users.splice(0);
  expect((await directory.person('U0ANA')).roles).toContain('responder');

  await clock.advance(MINUTE + 1);

  expect((await directory.person('U0ANA')).roles).toEqual(['viewer']);
});

test('asked freshly, a role taken away a moment ago is gone, and everyone knows from then on', async () => {
  await directory.person('U0ANA');
  slack.state.groups.get('S0RESP')?.users.splice(0);

  expect((await directory.person('U0ANA', { fresh: true })).roles).toEqual(['viewer']);
  expect((await aDirectory().person('U0ANA')).roles).toEqual(['viewer']);
});

test('many fresh questions at once are one question to Slack', async () => {
  await Promise.all(Array.from({ length: 20 }, () => directory.person('U0ANA', { fresh: true })));

  expect(asked('users.info')).toBe(1);
  expect(asked('usergroups.users.list')).toBe(2);
});

test('a group that is new in the policy is asked for at once', async () => {
  await directory.person('U0ADA');
  const wider = Policy.parse({ roles: { approver: ['S0ALL'], admin: ['U0ADA'] } });

  expect((await aDirectory(wider).person('U0ADA')).roles).toEqual(['approver', 'admin']);
});

test('a policy without groups asks Slack for none', async () => {
  await aDirectory(Policy.parse({ roles: { admin: ['U0ADA'] } })).person('U0ADA');

  expect(asked('usergroups.users.list')).toBe(0);
});

test('Slack is down: what it said today still lets people look and respond, and the log says so', async () => {
  await directory.person('U0ANA');
  down();
  await clock.advance(23 * HOUR);

  expect((await aDirectory().person('U0ANA')).roles).toEqual(['viewer', 'responder']);
  expect(log.counts.get('SlackDirectoryStale')).toBe(2);
});

test('Slack is down for longer than a day: what it said no longer counts', async () => {
  await directory.person('U0ANA');
  down();
  await clock.advance(24 * HOUR + 1);

  await expect(directory.person('U0ANA')).rejects.toThrow(
    'Nothing was done: your role could not be checked, because Slack did not answer. Try again in a moment.',
  );
});

test('Slack is down: a fresh question is refused in words, however much is remembered', async () => {
  await directory.person('U0ANA');
  down();

  await expect(directory.person('U0ANA', { fresh: true })).rejects.toMatchObject({ name: 'UserFacingError', code: 'not_done' });
});

test('Slack is down and was never reached: nobody is known', async () => {
  down();

  await expect(directory.person('U0ANA')).rejects.toThrow('Slack did not answer');
});

test.each([
  ['internal_error', 'Slack did not answer. Try again in a moment.'],
  ['missing_scope', 'Slack refuses to tell shub (`missing_scope`). Tell your shub administrator.'],
  ['token_revoked', 'Slack refuses to tell shub (`token_revoked`). Tell your shub administrator.'],
])('Slack says %s: the person reads what to do about it', async (error, words) => {
  refuses(error);

  await expect(directory.person('U0ANA')).rejects.toThrow(words);
});

test('Slack limits us: the person reads when to try again', async () => {
  slack.faults.add({
    operation: 'usergroups.users.list',
    fault: { do: 'answer', answer: { status: 429, headers: { 'retry-after': '17' }, body: '' } },
  });

  await expect(directory.person('U0ANA', { fresh: true })).rejects.toThrow('Slack limits how often shub may ask. Try again in 17 seconds.');
});

test('a group that was deleted has nobody in it, and the others still count', async () => {
  slack.state.groups.delete('S0RESP');

  expect((await directory.person('U0ANA')).roles).toEqual(['viewer']);
  expect(log.lines).toMatchObject([{ level: 'warn', facts: { usergroup: 'S0RESP' } }]);
});

test('the table takes nothing: Slack’s answer counts all the same', async () => {
  cache = { get: async () => undefined, put: () => Promise.reject(new Error('Table not reachable')) };

  expect((await aDirectory().person('U0ANA')).roles).toEqual(['viewer', 'responder']);
  expect(log.counts.get('SlackDirectoryNotRemembered')).toBe(2);
});

test('who has been known for half a minute is asked about anew beside the answer, so that a minute later nobody waits', async () => {
  await directory.person('U0ANA');
  const asked = slack.calls.length;
  await clock.advance(31_000);
  expect(await directory.person('U0ANA')).toMatchObject({ roles: ['viewer', 'responder'] });
  await vi.waitFor(() => expect(slack.calls.length).toBeGreaterThan(asked));
  const { length } = slack.calls;
  await clock.advance(29_500);
  await directory.person('U0ANA');
  expect(slack.calls).toHaveLength(length);
});
