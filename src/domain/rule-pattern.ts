import * as z from 'zod';

const Pattern = z.looseObject({
  source: z.array(z.unknown()).optional(),
  'detail-type': z.array(z.unknown()).optional(),
});

const SOURCE = 'aws.securityhub';
const IMPORTED = 'Security Hub Findings - Imported';

/**
 * Whether an event pattern lets through what Security Hub imports, as far as its source and detail-type say; what it
 * demands of the finding itself is the operator's own choice.
 */
export function covers(pattern: string): boolean {
  const parsed = Pattern.safeParse(jsonOf(pattern));
  if (!parsed.success) return false;
  const { source, 'detail-type': types } = parsed.data;
  return admits(source, SOURCE) && admits(types, IMPORTED);
}

/** Anything else than a word, such as `{ "prefix": … }`, is given the benefit of the doubt. */
const admits = (allowed: readonly unknown[] | undefined, word: string): boolean =>
  allowed === undefined || allowed.some((one) => one === word || typeof one !== 'string');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
