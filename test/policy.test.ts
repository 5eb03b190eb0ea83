import { expect, test } from 'vitest';
import { policySource } from '../src/policy.ts';
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
