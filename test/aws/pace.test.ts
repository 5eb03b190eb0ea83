import { expect, test } from 'vitest';
import { paced } from '../../src/aws/pace.ts';

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
