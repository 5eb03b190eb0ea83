import * as z from 'zod';
import type { Json } from '../contract.ts';

/** How Security Hub names a finding: neither half is enough. */
export interface Ref {
  Id: string;
  ProductArn: string;
}

export const NonEmpty = z.string().regex(/\S/);
export const Ref = z.object({ Id: NonEmpty, ProductArn: NonEmpty });

/** A finding over this many bytes is refused: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html */
export const FINDING_BYTES = 240 * 1024;

export const keyOf = ({ Id, ProductArn }: Ref) => `${ProductArn}|${Id}`;
/** Throws when the finding does not say which one it is. */
export const refOf = (finding: Json): Ref => Ref.parse(finding);
export const bytesOf = (finding: Json) => Buffer.byteLength(JSON.stringify(finding));

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Everything at `Resources.Type` and the like; a path goes through every element of a list it meets, the empty one stays here. */
export function valuesAt(value: unknown, path: string): unknown[] {
  let found = flat(value);
  if (path === '') return found;
  for (const key of path.split('.')) found = found.flatMap((at) => (isJson(at) ? flat(at[key]) : []));
  return found;
}

/** The one text at a path without lists. */
export function textAt(value: unknown, path: string): string | undefined {
  const [found] = valuesAt(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** Findings that Security Hub's own controls make. */
export const isControlFinding = (finding: Json) => /:product\/aws\/securityhub$/.test(String(finding['ProductArn']));

function flat(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  return value === undefined || value === null ? [] : [value];
}
