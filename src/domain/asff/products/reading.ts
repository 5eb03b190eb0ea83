import type { Fact } from '../../finding.ts';
import { oneLine } from '../text.ts';

/** What decides about a finding of one product; the product's file knows where its findings say it. */
export interface Reading {
  headline?: string;
  facts: Fact[];
}

/** What a producer may have left out. */
export type Maybe = string | undefined | false;

const FACTS_KEPT = 8;
const LONGEST = 200;

/** Puts a reading together from what there is: absent parts of the headline and absent facts leave no trace. */
export function reading(headline: readonly Maybe[], facts: readonly (readonly [label: string, value: Maybe])[]): Reading {
  const line = oneLine(headline.filter(isThere).join(' · '), LONGEST);
  const known = facts.flatMap(([label, value]) => (isThere(value) ? [{ label: oneLine(label, 40), value: oneLine(value, LONGEST) }] : []));
  return { ...(line && { headline: line }), facts: known.filter(({ value }) => value !== '').slice(0, FACTS_KEPT) };
}

const isThere = (part: Maybe): part is string => typeof part === 'string' && part.trim() !== '';

/** The first few of a list in words: `a, b and 3 more`. */
export function some(items: readonly Maybe[], shown = 3): string | undefined {
  const all = [...new Set(items.filter(isThere))];
  const more = all.length - shown;
  if (all.length === 0) return undefined;
  return more > 0 ? `${all.slice(0, shown).join(', ')} and ${more} more` : all.join(', ');
}

/** `IN_WORDS_LIKE_THIS` → `In words like this`. */
export function inWords(constant: string | undefined): string | undefined {
  const words = constant?.replaceAll('_', ' ').toLowerCase();
  return words && words[0]?.toUpperCase() + words.slice(1);
}

/** `1 patch`, `2 patches`: absent if there is no number. */
export const counted = (count: number | undefined, one: string, many: string): string | undefined =>
  count === undefined ? undefined : `${count} ${count === 1 ? one : many}`;
