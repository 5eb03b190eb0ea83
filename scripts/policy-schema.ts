import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { eventSchemas } from './event-schemas.ts';
import { policySchemaText } from './policy-schema-text.ts';

const at = (path: string): string => fileURLToPath(new URL(`../docs/${path}`, import.meta.url));

/**
 * `npm run schema`: writes docs/policy.schema.json, by which editors check and complete policy.yml, and docs/events, by which
 * whoever receives pages and events knows what is in them.
 */
await writeFile(at('policy.schema.json'), policySchemaText());
await mkdir(at('events'), { recursive: true });
for (const [name, text] of eventSchemas()) await writeFile(at(`events/${name}`), text);
