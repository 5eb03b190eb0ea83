import { expect, test } from 'vitest';
import { paced } from '../../src/aws/pace.ts';
import { movableClock } from '../../src/sandbox/clock.ts';

/** A service that takes so many calls per second and refuses the rest, on a time that passes only in sleep. */
function aService({ rate, error = 'TooManyRequestsException' }: { rate: number; error?: string }) {
  let at = 0;
  let refused = 0;
  const taken: number[] = [];
  return {
    now: () => new Date(at),
    sleep: async (ms: number) => {
      at += ms;
    },
    elapsed: () => at,
    refused: () => refused,
    async call() {
      if (taken.filter((when) => when > at - 1000).length >= rate) {
        refused++;
        throw Object.assign(new Error('slow down'), { name: error });
      }
      taken.push(at);
      return 'taken';
    },
  };
}

test('calls within the burst do not wait, and the rest come at the rate', async () => {
  const service = aService({ rate: 100 });
  const pace = paced({ ...service, rate: 10, burst: 20 });
  for (let i = 0; i < 20; i++) await pace(service.call);
  expect(service.elapsed()).toBe(0);
  for (let i = 0; i < 20; i++) await pace(service.call);
  expect(service.elapsed()).toBeGreaterThanOrEqual(1900);
});

test('where others use the quota too, everything is done in the end and little of it is refused', async () => {
  const service = aService({ rate: 3 });
  const pace = paced({ ...service, rate: 10, burst: 10 });
  for (let i = 0; i < 100; i++) expect(await pace(service.call)).toBe('taken');
  expect(service.refused()).toBeLessThan(50);
});

test('a quota that is used up is told at once, because waiting does not mend it', async () => {
  const service = aService({ rate: 0, error: 'LimitExceededException' });
  const pace = paced({ ...service, rate: 10, burst: 10 });
  await expect(pace(service.call, { quota: true })).rejects.toThrow('slow down');
  expect(service.refused()).toBe(1);
});

test('a service that takes nothing for a minute is given up', async () => {
  const service = aService({ rate: 0 });
  await expect(paced({ ...service, rate: 10, burst: 10 })(service.call)).rejects.toThrow('slow down');
  expect(service.elapsed()).toBeGreaterThan(60_000);
});

test('while pages are read one after the other, what somebody waits for goes at once', async () => {
  const service = aService({ rate: 100 });
  const pace = paced({ ...service, rate: 3, burst: 6 });
  for (let i = 0; i < 30; i++) await pace(service.call, { yields: true });
  const before = service.elapsed();
  expect(before).toBeGreaterThan(8_000);
  for (let i = 0; i < 3; i++) await pace(service.call);
  expect(service.elapsed()).toBe(before);
});

test('what gives way is made when nobody waits any more', async () => {
  const service = aService({ rate: 100 });
  const clock = movableClock({ start: 0, runs: false });
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.at(clock.now() + ms, resolve));
  const pace = paced({ rate: 1, burst: 1, now: () => new Date(clock.now()), sleep });
  const order: string[] = [];
  const calls = [
    pace(service.call).then(() => order.push('first')),
    pace(service.call, { yields: true }).then(() => order.push('gave way')),
    pace(service.call).then(() => order.push('second')),
    pace(service.call).then(() => order.push('third')),
  ];
  await clock.advance(6_000, () => new Promise((resolve) => setImmediate(resolve)));
  await Promise.all(calls);
  expect(order).toEqual(['first', 'second', 'third', 'gave way']);
});
