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
  const found: unknown[] = [];
  collect(value, keysOf(path), 0, found);
  return found;
}

function collect(value: unknown, keys: readonly string[], depth: number, found: unknown[]): void {
  if (Array.isArray(value)) {
    for (const element of value) collect(element, keys, depth, found);
    return;
  }
  if (value === undefined || value === null) return;
  const key = keys[depth];
  if (key === undefined) found.push(value);
  else if (isJson(value)) collect(value[key], keys, depth + 1, found);
}

/** Searches over an estate of 100,000 findings ask for the same few paths again and again. */
const KEYS = new Map<string, string[]>([['', []]]);

function keysOf(path: string): string[] {
  const known = KEYS.get(path);
  if (known) return known;
  const keys = path.split('.');
  KEYS.set(path, keys);
  return keys;
}

/** The one text at a path without lists. */
export function textAt(value: unknown, path: string): string | undefined {
  const [found] = valuesAt(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** Findings that Security Hub's own controls make. */
export const isControlFinding = (finding: Json) => /:product\/aws\/securityhub$/.test(String(finding['ProductArn']));
