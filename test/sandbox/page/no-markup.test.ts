import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const CLIENT = join(import.meta.dirname, '../../../src/sandbox/page/client');
const sources = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

test('no file of the client ever turns text into markup or code', () => {
  expect(sources.length).toBeGreaterThan(20);
  const guilty = sources.filter((path) =>
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|srcdoc|\beval\b|new Function/.test(
      readFileSync(join(CLIENT, path), 'utf8'),
    ),
  );
  expect(guilty).toEqual([]);
});
