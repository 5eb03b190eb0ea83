import { expect, test } from 'vitest';
import { backlogIn } from '../../src/domain/backlog.ts';
import { STORM_ABOVE } from '../../src/domain/storm.ts';

const NOW = new Date('2026-03-02T10:00:00Z');
const waiting = (count: number, seconds: number) =>
  Array.from({ length: count }, () => ({ since: new Date(NOW.getTime() - seconds * 1000).toISOString() }));

test.each([
  ['nothing waits', [], undefined],
  ['one has waited for less than a minute', waiting(1, 59), undefined],
  ['one has waited for a minute', waiting(1, 60), { count: 1, oldestMinutes: 1 }],
  ['as many as are no storm yet have just come', waiting(STORM_ABOVE, 0), undefined],
  ['a storm has just come', waiting(STORM_ABOVE + 1, 0), { count: STORM_ABOVE + 1, oldestMinutes: 0 }],
  ['the oldest comes last', [...waiting(2, 90), ...waiting(1, 600)], { count: 3, oldestMinutes: 10 }],
  ['a clock is behind', waiting(1, -300), undefined],
])('when %s', (_, line, backlog) => {
  expect(backlogIn(line, NOW)).toEqual(backlog);
});
