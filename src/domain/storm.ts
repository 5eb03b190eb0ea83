import * as z from 'zod';
import type { Severity } from './finding.ts';

/** More cards of a channel than this waiting for their first message are a storm. */
export const STORM_ABOVE = 15;

/** Forty rows with a button each stay under what Slack takes in one message (https://docs.slack.dev/reference/block-kit/blocks). */
export const SHEET_ROWS = 40;

/** More than this waiting from one account and product is a flood: not even its criticals get messages of their own. */
const FLOOD_ABOVE = 500;

/** A storm is over when no more than is no storm has been waiting for this long. */
export const CALM_MS = 120_000;

/** Of a storm's messages, this many criticals go before each sheet, so that neither waits for the end of the other. */
const CRITICALS_PER_SHEET = 3;

/** How many findings of a storm there are, each counted once under its severity, its product and its account. */
export const Tally = z.object({
  severity: z.record(z.string(), z.number()),
  product: z.record(z.string(), z.number()),
  account: z.record(z.string(), z.number()),
});
export type Tally = z.infer<typeof Tally>;

/** A card that has no message yet, as far as the delivery queue knows it; the card itself may have moved on. */
export interface Waiting {
  key: string;
  severity: Severity;
  /** ISO 8601. */
  since: string;
  account: string;
  product: string;
}

export const NO_TALLY: Tally = { severity: {}, product: {}, account: {} };

export const tallyOf = (waiting: readonly Pick<Waiting, 'severity' | 'product' | 'account'>[]): Tally => ({
  severity: counted(waiting.map(({ severity }) => severity)),
  product: counted(waiting.map(({ product }) => product)),
  account: counted(waiting.map(({ account }) => account)),
});

export const sumOf = (a: Tally, b: Tally): Tally => ({
  severity: added(a.severity, b.severity),
  product: added(a.product, b.product),
  account: added(a.account, b.account),
});

/** What is left of `a` without `b`, of which some may never have been in it. */
export const without = (a: Tally, b: Tally): Tally => ({
  severity: taken(a.severity, b.severity),
  product: taken(a.product, b.product),
  account: taken(a.account, b.account),
});

export const totalOf = ({ severity }: Tally): number => Object.values(severity).reduce((sum, count) => sum + count, 0);

/**
 * What is posted next in a storm: one card, or a sheet that lists these. `criticalsInARow`: cards posted since the last sheet;
 * `flooding`: see `floodsIn`.
 */
export function nextInStorm(
  waiting: readonly Waiting[],
  criticalsInARow: number,
  flooding: ReadonlySet<string>,
): { post: string } | { list: string[] } {
  const listed = waiting.filter((card) => !isUrgent(card, flooding)).slice(0, SHEET_ROWS);
  const critical = criticalAhead(waiting, listed.length === 0 ? 0 : criticalsInARow, flooding);
  return critical === undefined ? { list: listed.map(({ key }) => key) } : { post: critical };
}

/** The critical card whose turn it is, if one waits and as many as may have not just gone before whatever else does. */
export const criticalAhead = (waiting: readonly Waiting[], criticalsInARow: number, flooding: ReadonlySet<string>): string | undefined =>
  criticalsInARow < CRITICALS_PER_SHEET ? waiting.find((card) => isUrgent(card, flooding))?.key : undefined;

const isUrgent = (card: Waiting, flooding: ReadonlySet<string>): boolean => card.severity === 'CRITICAL' && !flooding.has(sourceOf(card));

/** The sources, as account and product, that more is waiting from than anyone can read one by one. */
export const floodsIn = (waiting: readonly Waiting[]): string[] =>
  Object.entries(counted(waiting.map(sourceOf))).flatMap(([source, count]) => (count > FLOOD_ABOVE ? [source] : []));

const sourceOf = ({ account, product }: Waiting): string => `${account} ${product}`;

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function added(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

function taken(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const left = Object.entries(a).map(([name, count]) => [name, count - (b[name] ?? 0)] as const);
  return Object.fromEntries(left.filter(([, count]) => count > 0));
}
