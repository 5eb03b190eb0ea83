import * as z from 'zod';
import type { WireRequest } from '../../../src/sandbox/wire.ts';

/** What of a call says what it is about. */
const Text = z.object({ S: z.string() });
const Body = z.object({
  Key: z.object({ pk: Text.optional() }).optional(),
  Item: z.object({ pk: Text.optional(), chain: Text.optional() }).optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
  IndexName: z.string().optional(),
  QueueUrl: z.string().optional(),
});

/** A call as a reader knows it: the operation, and the kind of row or the queue. */
export function nameOf({ operation, body, headers }: WireRequest): string {
  if (!String(headers['content-type']).includes('json')) return operation;
  const parsed = Body.safeParse(JSON.parse(body.toString() || '{}')).data;
  const about = parsed?.QueueUrl?.split('/').at(-1) ?? rowOf(parsed);
  return about === undefined ? operation : `${operation} ${about}`;
}

function rowOf(body: z.infer<typeof Body> | undefined): string | undefined {
  if (body?.IndexName !== undefined) return `index ${body.IndexName}`;
  const pk = body?.Key?.pk?.S ?? body?.Item?.pk?.S;
  if (pk !== undefined) return pk.split('#')[0];
  const chain = body?.Item?.chain?.S ?? Text.safeParse(body?.ExpressionAttributeValues?.[':c']).data?.S;
  const [, beside] = /^(names|copies) /.exec(chain ?? '') ?? [];
  return chain === undefined ? undefined : `audit${beside === undefined ? '' : ` ${beside}`}`;
}
