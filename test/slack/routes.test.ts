import { expect, test } from 'vitest';
import { routes } from '../../src/slack/routes.ts';

test('no two routes listen to the same button, form or shortcut', () => {
  const names = routes.map(({ kind, id }) => `${kind} ${id}`);

  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
