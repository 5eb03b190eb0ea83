import { expect, test } from 'vitest';
import { ON_THE_WAY_BACK, ON_THE_WAY_IN } from './kill-points.ts';
import { KILLED, PRESS_KILLED, ROWS } from './table.ts';

/** What each of the tests of many points is run with. */
const POINTS = new Map([
  [KILLED[1], ON_THE_WAY_IN],
  [PRESS_KILLED[1], ON_THE_WAY_BACK],
]);

test.each(ROWS.filter(({ test: [, name] }) => POINTS.has(name)))(
  'row $row, $fault, is shown at a point at which the product is killed',
  ({ test: [, name, words] }) => {
    expect(POINTS.get(name)?.map(([point]) => point)).toContain(words);
  },
);

test('six ways to fail are shown by killing the product', () => {
  expect(ROWS.filter(({ test: [, name] }) => POINTS.has(name)).map(({ row }) => row)).toEqual([12, 13, 23, 24, 25, 59]);
});
