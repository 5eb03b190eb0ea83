import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { policySchemaText } from './policy-schema-text.ts';

/** `npm run schema`: writes docs/policy.schema.json, by which editors check and complete policy.yml. */
await writeFile(fileURLToPath(new URL('../docs/policy.schema.json', import.meta.url)), policySchemaText());
