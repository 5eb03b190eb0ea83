import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EXCUSES, ROWS } from './table.ts';
import { titlesIn } from './titles.ts';

test('every way to fail has a test or an excuse, and no more than six have an excuse', () => {
  const all = [...ROWS, ...EXCUSES].map(({ row }) => row).sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 75 }, (_, i) => i + 1));
  expect(EXCUSES.length).toBeLessThanOrEqual(6);
});

test.each(ROWS)('row $row, $hop: $fault', async ({ test: [file, name] }) => {
  const titles = titlesIn(await readFile(file, 'utf8'));
  expect(titles.filter((title) => title.includes(name))).toHaveLength(1);
});

test.each([
  [`test('a card is posted', () => {});`, ['a card is posted']],
  [`test.each([[1]] as const)('of %i', async (n): Promise<void> => {});`, ['of %i']],
  [`describe('in a storm', () => { test('a card is listed', () => {}); });`, ['a card is listed']],
  [`describe.each(STATES)('as %s', (state) => { test('a card is posted', () => {}); });`, ['a card is posted']],
  [`// test('a card is posted', () => {});`, []],
  [`const name = 'a card is posted'; expect('a card is posted').toBe(name);`, []],
  [`test.skip('a card is posted', () => {}); test.todo('a card is posted');`, []],
  [`test.skipIf(true)('a card is posted', () => {}); test.skip.each([1])('a card is posted', () => {});`, []],
  [`describe.skip('in a storm', () => { test('a card is posted', () => {}); });`, []],
  [`test.each([])('a card is posted', () => {});`, []],
  [`const never = () => { test('a card is posted', () => {}); };`, []],
])('%s has the titles %j', (text, titles) => {
  expect(titlesIn(text)).toEqual(titles);
});
