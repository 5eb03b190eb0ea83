import * as z from 'zod';
import { Policy } from '../src/domain/policy.ts';

/** What policy.yml may say, as JSON Schema: what a person writes, before defaults are filled in. */
export function policySchemaText(): string {
  const schema = z.toJSONSchema(Policy, { io: 'input', target: 'draft-7' });
  const titled = { $schema: schema.$schema, title: 'Policy of shub (policy.yml)', ...schema };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
