import type { Card } from './card.ts';
import type { Policy } from './policy.ts';
import type { Handled } from './report-times.ts';

/** How often a limit of the policy was not kept. */
export interface SlaBreaches {
  /** Problems of the period that were looked at, or resolved, later than they should have been. */
  acknowledgedLate: number;
  resolvedLate: number;
  /** Problems that are open now and late. */
  openLate: number;
  /** Only so many open ones were looked at. */
  cut: boolean;
}

/** Undefined while the policy sets no limit. */
export function slaBreaches(
  presses: readonly Handled[],
  open: readonly Pick<Card, 'breached'>[],
  { acknowledge, resolve }: Policy['sla'],
  { most }: { most: number },
): SlaBreaches | undefined {
  if (Object.keys(acknowledge).length + Object.keys(resolve).length === 0) return undefined;
  const [first, closed] = [new Map<string, boolean>(), new Map<string, boolean>()];
  for (const { card, action, at, raisedAt, severity } of presses.toSorted((a, b) => a.at.localeCompare(b.at))) {
    if (severity === undefined || at < raisedAt) continue;
    const took = Date.parse(at) - Date.parse(raisedAt);
    if (action !== 'reopen' && !first.has(card)) first.set(card, took > (acknowledge[severity] ?? Infinity));
    if (action === 'resolve') closed.set(card, took > (resolve[severity] ?? Infinity));
    if (action === 'reopen') closed.delete(card);
  }
  const late = (all: ReadonlyMap<string, boolean>) => [...all.values()].filter(Boolean).length;
  return {
    acknowledgedLate: late(first),
    resolvedLate: late(closed),
    openLate: open.filter(({ breached = [] }) => breached.length > 0).length,
    cut: open.length >= most,
  };
}
