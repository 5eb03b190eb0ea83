import { expect, test } from 'vitest';
import { floodsIn, nextInStorm, sumOf, tallyOf, totalOf, type Waiting, without } from '../../src/domain/storm.ts';

const waiting = (count: number, more: Partial<Waiting> = {}): Waiting[] =>
  Array.from({ length: count }, (_, i) => ({
    key: `${more.severity ?? 'HIGH'}-${more.account ?? 'a'}-${i}`,
    severity: 'HIGH',
    since: '2026-03-02T09:00:00.000Z',
    account: 'a',
    product: 'guardduty',
    ...more,
  }));
const critical = (count: number, account = 'a') => waiting(count, { severity: 'CRITICAL', account });
const CALM = new Set<string>();

test('three criticals go before each sheet of forty, and neither waits for the end of the other', () => {
  const all = [...critical(5), ...waiting(50)];
  expect(nextInStorm(all, 0, CALM)).toEqual({ post: 'CRITICAL-a-0' });
  expect(nextInStorm(all, 2, CALM)).toEqual({ post: 'CRITICAL-a-0' });
  const sheet = nextInStorm(all, 3, CALM);
  expect(sheet).toEqual({ list: waiting(40).map(({ key }) => key) });
});

test('criticals alone go one after the other, and without any there are only sheets', () => {
  expect(nextInStorm(critical(20), 9, CALM)).toEqual({ post: 'CRITICAL-a-0' });
  expect(nextInStorm(waiting(3), 0, CALM)).toEqual({ list: ['HIGH-a-0', 'HIGH-a-1', 'HIGH-a-2'] });
});

test('more than five hundred waiting from one account and product are a flood, whose criticals are listed', () => {
  expect(floodsIn(waiting(500))).toEqual([]);
  expect(floodsIn([...waiting(250), ...critical(251), ...waiting(100, { account: 'b' })])).toEqual(['a guardduty']);
  expect(floodsIn([...waiting(300), ...waiting(300, { product: 'inspector' })])).toEqual([]);
  const all = [...critical(100), ...critical(2, 'b')];
  const flooding = new Set(['a guardduty']);
  expect(nextInStorm(all, 0, flooding)).toEqual({ post: 'CRITICAL-b-0' });
  expect(nextInStorm(all, 3, flooding)).toEqual({ list: critical(40).map(({ key }) => key) });
});

test('a tally counts each once by severity, product and account, and adds and takes', () => {
  const some = tallyOf([...waiting(2), ...critical(1, 'b')]);
  expect(some).toEqual({ severity: { HIGH: 2, CRITICAL: 1 }, product: { guardduty: 3 }, account: { a: 2, b: 1 } });
  expect(totalOf(some)).toBe(3);
  expect(sumOf(some, tallyOf(critical(2)))).toEqual({
    severity: { HIGH: 2, CRITICAL: 3 },
    product: { guardduty: 5 },
    account: { a: 4, b: 1 },
  });
  expect(without(some, tallyOf(waiting(1)))).toEqual({
    severity: { HIGH: 1, CRITICAL: 1 },
    product: { guardduty: 2 },
    account: { a: 1, b: 1 },
  });
  expect(without(some, tallyOf(critical(5, 'b')))).toEqual({ severity: { HIGH: 2 }, product: {}, account: { a: 2 } });
});
