import { expect } from 'vitest';
import { complaints, overflow } from './axe.ts';
import type { Person } from './sit-down.ts';

const PICTURES = process.env['PICTURES'];

/** Nothing to be read sideways, nothing that a screen reader trips over. With PICTURES set to a folder, what it looks like goes there. */
export async function isFit({ page, onPhone }: Person, name: string): Promise<void> {
  expect(await overflow(page)).toBe(0);
  expect(await complaints(page)).toEqual([]);
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${onPhone ? 'phone' : 'desk'}.png` });
}
