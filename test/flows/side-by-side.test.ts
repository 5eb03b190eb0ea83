import { expect, test } from 'vitest';
import { sideBySide } from '../../src/flows/side-by-side.ts';

test('when one of them fails, the others are waited for to their end before anybody hears of it', async () => {
  const ended: string[] = [];
  let end: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    end = resolve;
  }).then(() => ended.push('slow'));
  const both = sideBySide(Promise.reject(new Error('broken')), slow).catch((error: unknown) => {
    ended.push(String(error));
  });
  await new Promise((resolve) => setImmediate(resolve));
  end();
  await both;

  expect(ended).toEqual(['slow', 'Error: broken']);
});
