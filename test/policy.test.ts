import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policySource, readPolicy } from '../src/policy.ts';
import { memoryLog } from './support/memory.ts';

const START = Date.UTC(2026, 2, 2, 10);

test('two hundred ask for the policy in the moment in which it is to be read again: the parameter is read once', async () => {
  const reads: string[] = [];
  let text = 'defaultChannel: C0OLD';
  let at = START;
  const policy = policySource('ssm:/shub/policy', {
    now: () => new Date(at),
    log: memoryLog(),
    fetchParameter: async (name) => {
      reads.push(name);
      return text;
    },
  });
  const many = () => Promise.all(Array.from({ length: 200 }, policy));

  expect((await many()).every(({ defaultChannel }) => defaultChannel === 'C0OLD')).toBe(true);
  text = 'defaultChannel: C0NEW';
  at += 60_000;
  expect((await many()).every(({ defaultChannel }) => defaultChannel === 'C0NEW')).toBe(true);
  expect(reads).toHaveLength(2);
});

test('a policy that could not be read the first time is read by whoever asks next', async () => {
  let away = true;
  const policy = policySource('ssm:/shub/policy', {
    now: () => new Date(START),
    log: memoryLog(),
    fetchParameter: () => (away ? Promise.reject(new Error('SSM not reachable')) : Promise.resolve('defaultChannel: C0NEW')),
  });
  await expect(policy()).rejects.toThrow('SSM not reachable');
  away = false;

  expect((await policy()).defaultChannel).toBe('C0NEW');
});

const GOOD = `
defaultChannel: C0ALERTS
routes:
  - { name: payments, when: { account: '111122223333', severity: [HIGH, CRITICAL] }, channel: C0PAYMENTS }
roles:
  responder: [S0RESPONDERS]
escalation:
  HIGH: { mention: 5m, page: 5m }
`;

/** A source that has read the good policy, and what it reads a minute later. */
async function changedTo(text: string) {
  let at = START;
  let reads = 0;
  const log = memoryLog();
  const policy = policySource('ssm:/shub/policy', {
    now: () => new Date(at),
    log,
    fetchParameter: async () => (reads++ === 0 ? GOOD : text),
  });
  await policy();
  at += 60_000;
  return { policy: await policy(), log };
}

test.each([
  ['is empty', ''],
  ['is cut off before its first channel', '# Who hears of what\n'],
  ['names people, but no channel', 'roles: { responder: [S0RESPONDERS] }'],
])('when the new policy %s the last good one stays, and the log says why', async (_, text) => {
  const { policy, log } = await changedTo(text);

  expect(policy).toEqual(readPolicy(GOOD));
  expect(log.lines).toContainEqual(
    expect.objectContaining({ event: 'policy not re-read', facts: { because: expect.stringContaining('names no channel') } }),
  );
});

test('a policy without a channel holds when there has never been another, and that is said', async () => {
  const log = memoryLog();
  const policy = policySource('ssm:/shub/policy', { now: () => new Date(START), log, fetchParameter: async () => '' });

  expect(await policy()).toEqual(readPolicy(''));
  expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', event: 'policy names no channel' }));
});

const lines = GOOD.split('\n');
const damaged = fc.oneof(
  fc.nat(GOOD.length).map((length) => GOOD.slice(0, length)),
  fc
    .tuple(fc.nat(GOOD.length), fc.nat(GOOD.length))
    .map(([from, to]) => GOOD.slice(0, Math.min(from, to)) + GOOD.slice(Math.max(from, to))),
  fc.subarray(lines).map((kept) => kept.join('\n')),
  fc.tuple(fc.nat(GOOD.length), fc.string()).map(([at, words]) => GOOD.slice(0, at) + words + GOOD.slice(at)),
  fc.json(),
  fc.string(),
);

test('whatever becomes of the text, the policy is the new one with a channel or the last good one', async () => {
  await fc.assert(
    fc.asyncProperty(damaged, async (text) => {
      const { policy } = await changedTo(text);
      const { defaultChannel, routes } = policy;
      expect(defaultChannel !== undefined || routes.length > 0).toBe(true);
      if (JSON.stringify(policy) !== JSON.stringify(readPolicy(GOOD))) expect(policy).toEqual(readPolicy(text));
    }),
    { numRuns: 500 },
  );
});
