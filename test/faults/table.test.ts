import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EXCUSES, ROWS } from './table.ts';

test('every way to fail has a test or an excuse, and no more than six have an excuse', () => {
  const all = [...ROWS, ...EXCUSES].map(({ row }) => row).sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 75 }, (_, i) => i + 1));
  expect(EXCUSES.length).toBeLessThanOrEqual(6);
});

test.each(ROWS)('row $row, $hop: $fault', async ({ test: [file, name] }) => {
  const text = await readFile(file, 'utf8').catch(() => `there is no ${file}`);
  expect(text).toContain(name);
});
