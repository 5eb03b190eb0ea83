import type * as z from 'zod';

/** Comparisons that find; several on one attribute are joined by OR. */
const FIND: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  EQUALS: (text, value) => text === value,
  PREFIX: (text, value) => text.startsWith(value),
  CONTAINS: (text, value) => text.includes(value),
};

/** Comparisons that exclude what their counterpart finds; several on one attribute are joined by AND. */
const EXCLUDE: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  NOT_EQUALS: (text, value) => text === value,
  PREFIX_NOT_EQUALS: (text, value) => text.startsWith(value),
  NOT_CONTAINS: (text, value) => text.includes(value),
};

const AUTOMATION_ONLY = ['CONTAINS', 'NOT_CONTAINS'];

export interface Comparing {
  Value: string;
  Comparison: string;
}

/**
 * Whether the texts that one attribute has in a finding pass all conditions on it. An attribute the finding does not have
 * fails what must be found and passes what must not. `textsFor` is what a condition looks at.
 */
export function passes<T extends Comparing>(conditions: readonly T[], textsFor: (condition: T) => string[]): boolean {
  const finding = conditions.filter(({ Comparison }) => FIND[Comparison]);
  const hits = (tests: typeof FIND, condition: T) =>
    textsFor(condition).some((text) => tests[condition.Comparison]?.(text, condition.Value));
  return (
    (finding.length === 0 || finding.some((condition) => hits(FIND, condition))) &&
    !conditions.some((condition) => hits(EXCLUDE, condition))
  );
}

/**
 * Refuses comparisons that may not meet on one attribute:
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_StringFilter.html
 */
export function legal(context: z.core.ParsePayload<Comparing[]>, options: { automation: boolean }): void {
  const used = new Set(context.value.map(({ Comparison }) => Comparison));
  const complain = (message: string, path: PropertyKey[] = []) =>
    context.issues.push({ code: 'custom', message, path, input: context.value });

  for (const [index, { Comparison }] of context.value.entries()) {
    if (AUTOMATION_ONLY.includes(Comparison) && !options.automation) {
      complain(`should NOT be ${Comparison}, which works only in automation rules`, [index, 'Comparison']);
    }
  }
  for (const [one, others] of Object.entries(NEVER_WITH)) {
    const met = used.has(one) ? others.find((other) => used.has(other)) : undefined;
    if (met) complain(`should NOT combine ${one} with ${met}`);
  }
}

const everyOther = (than: string) => Object.keys({ ...FIND, ...EXCLUDE }).filter((comparison) => comparison !== than);
const NEVER_WITH: Readonly<Record<string, readonly string[]>> = {
  EQUALS: ['NOT_EQUALS', 'PREFIX_NOT_EQUALS'],
  CONTAINS: everyOther('CONTAINS'),
  NOT_CONTAINS: everyOther('NOT_CONTAINS'),
};
