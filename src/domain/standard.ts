import { createHash } from 'node:crypto';
import * as z from 'zod';
import { nearest } from './nearest.ts';

/**
 * How a standard stands that was switched on. INCOMPLETE: it is on, but not all of it. FAILED: it is on because it could not
 * be switched off (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_StandardsSubscription.html).
 */
export const StandardStatus = z.enum(['PENDING', 'READY', 'INCOMPLETE', 'DELETING', 'FAILED']);
export type StandardStatus = z.infer<typeof StandardStatus>;

/** A standard that Security Hub has in this region. */
export interface Standard {
  /** Says which one, in little room: what buttons carry. */
  key: string;
  arn: string;
  /** As people call it, with its version: `FSBP 1.0.0`. */
  name: string;
  /** As AWS writes it out. */
  title: string;
  /** AWS would switch it on by itself together with Security Hub. */
  byDefault: boolean;
  /** The service that alone may switch it on and off, such as `AWS Control Tower`. */
  managedBy?: string;
  /** Absent while it is off. */
  subscription?: { arn: string; status: StandardStatus; reason?: string };
}

export const standardKey = (arn: string): string => createHash('sha256').update(arn).digest('hex').slice(0, 8);

export type Meant<S> = { is: 'one'; standard: S } | { is: 'several'; standards: S[] } | { is: 'none'; near?: string };

/**
 * Which standard a person means by its ARN, its name (`FSBP 1.0.0`, `cis3.0.0`), the beginning of that (`cis`), or any part of how
 * AWS writes it out. Of several, the one that is on is meant, if it is the only one.
 */
export function standardMeant<S extends Pick<Standard, 'arn' | 'name'> & Partial<Pick<Standard, 'title' | 'subscription'>>>(
  typed: string,
  standards: readonly S[],
): Meant<S> {
  const word = letters(typed);
  const ways: ((standard: S) => boolean)[] = [
    ({ arn }) => arn === typed.trim(),
    ({ name }) => letters(name) === word,
    ({ arn }) => letters(idOf(arn)) === word,
    ({ name }) => letters(name).startsWith(word),
    ({ name, title = '', arn }) => [name, title, idOf(arn)].some((text) => letters(text).includes(word)),
  ];
  const found = word === '' ? [] : (ways.map((way) => standards.filter(way)).find((some) => some.length > 0) ?? []);
  const on = found.filter(({ subscription }) => subscription);
  const [standard, ...others] = on.length === 1 ? on : found;
  if (standard) return others.length === 0 ? { is: 'one', standard } : { is: 'several', standards: found };
  const near = nearest(typed, [...new Set(standards.flatMap(({ name }) => [name.toLowerCase(), withoutVersion(name).toLowerCase()]))]);
  return { is: 'none', ...(near !== undefined && { near }) };
}

/** `cis-aws-foundations-benchmark/v/3.0.0` */
const idOf = (arn: string): string => /(?:standards|ruleset)\/(.+)$/.exec(arn)?.[1] ?? arn;

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^arn:[^/]*/, '')
    .replace(/\bv(?=\/?\d)/g, '')
    .replace(/[^a-z0-9]/g, '');

const withoutVersion = (name: string): string => name.replace(/ [\d.]+$/, '');

/** Why a standard is INCOMPLETE or FAILED, and what helps, by the code that Security Hub gives. */
const REASONS: ReadonlyMap<string, string> = new Map([
  [
    'NO_AVAILABLE_CONFIGURATION_RECORDER',
    "AWS Config records nothing in this region, and most controls read what it records. Turn on AWS Config's recorder; if this still says so an hour later, switch the standard off and on again.",
  ],
  [
    'MAXIMUM_NUMBER_OF_CONFIG_RULES_EXCEEDED',
    'AWS Config has as many rules in this region as it may. Remove some, or ask AWS for more (Service Quotas, "AWS Config"). Then switch the standard off and on again.',
  ],
  [
    'NO_AVAILABLE_MULTICLOUD_CONNECTOR',
    'It looks at another cloud, and no connector leads there. Make one in Security Hub, under Connectors; then switch the standard off and on again.',
  ],
  [
    'INTERNAL_ERROR',
    'Something broke inside Security Hub. Switch the standard off and on again in a while; if it stays so, ask AWS Support.',
  ],
]);

/** What is wrong with a standard, and what to do. Undefined when nothing is. */
export function troubleWith({ status, reason }: { status: StandardStatus; reason?: string }): string | undefined {
  if (status !== 'INCOMPLETE' && status !== 'FAILED') return undefined;
  const what = status === 'INCOMPLETE' ? 'Not all of it is on.' : 'Security Hub could not do what was last asked of it.';
  return `${what} ${(reason && REASONS.get(reason)) ?? `Security Hub says ${reason ?? 'no reason'}.`}`;
}
