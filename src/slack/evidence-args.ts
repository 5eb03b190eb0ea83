import { UserFacingError } from '../domain/refusal.ts';
import type { EvidenceSubject } from '../domain/request.ts';
import { readReportQuery } from './report-query.ts';

/** `verify`, a finding's id (which has a `:` or `/`, or is a key of 32 hex digits), or a standard with `days=`. */
export function readEvidence(
  words: readonly string[],
  usage: string,
  readId: (words: readonly string[], usage: string) => string,
): EvidenceSubject {
  const [first = ''] = words;
  if (words.length === 1 && first.toLowerCase() === 'verify') return { what: 'record' };
  if (/[:/]|^[0-9a-f]{32}$/.test(first)) return { what: 'finding', id: readId(words, usage) };
  const { standard: name, days } = readReportQuery(words, usage, ['days']);
  if (name !== undefined) return { what: 'standard', name, days };
  throw new UserFacingError(
    'bad_arguments',
    `Evidence of what? \`${usage} arn:aws:securityhub:…\` for a finding, \`${usage} fsbp days=90\` for a standard, or \`${usage} verify\`.`,
  );
}
