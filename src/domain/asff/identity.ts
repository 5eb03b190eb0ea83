import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FindingRef } from '../finding.ts';

/** 32 hex digits: the finding's name inside the product, stable for as long as it exists. */
export const findingKey = ({ id, productArn }: FindingRef): string =>
  createHash('sha256').update(`${productArn}|${id}`).digest('hex').slice(0, 32);

const Identity = z.object({
  Id: z.string().optional().catch(undefined),
  ProductArn: z.string().optional().catch(undefined),
});

/** What can be said about a finding that cannot be read, so that it can be looked up by hand. */
export function identityOf(raw: unknown): { id?: string; productArn?: string } {
  const { Id: id, ProductArn: productArn } = Identity.safeParse(raw).data ?? {};
  return { ...(id !== undefined && { id }), ...(productArn !== undefined && { productArn }) };
}
