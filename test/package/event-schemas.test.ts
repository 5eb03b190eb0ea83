import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { eventSchemas } from '../../scripts/event-schemas.ts';

const FOLDER = fileURLToPath(new URL('../../docs/events', import.meta.url));

test('docs/events says what shub sends now, and of nothing else (`npm run schema` writes it)', () => {
  const written = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')]));
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(eventSchemas()));
});
