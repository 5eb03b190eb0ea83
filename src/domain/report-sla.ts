import type { Card } from './card.ts';
import type { Policy } from './policy.ts';
import { type Handled, LOOKED_AT, meant } from './report-times.ts';

/** How often a limit of the policy was not kept. */
export interface SlaBreaches {
  /** Problems of the period that were looked at, or resolved, later than they should have been. */
  acknowledgedLate: number;
  resolvedLate: number;
  /** Problems that are open now and late. */
  openLate: number;
}

/** How often each limit was not kept; without one, never. */
export function slaBreaches(
  presses: readonly Handled[],
  open: readonly Pick<Card, 'breached'>[],
  { acknowledge, resolve }: Policy['sla'],
): SlaBreaches {
  const [first, closed] = [new Map<string, boolean>(), new Map<string, boolean>()];
  for (const { card, action, at, raisedAt, severity } of meant(presses.filter((press) => press.at >= press.raisedAt))) {
    if (severity === undefined) continue;
    const took = Date.parse(at) - Date.parse(raisedAt);
    if (LOOKED_AT.has(action) && !first.has(card)) first.set(card, took > (acknowledge[severity] ?? Infinity));
    if (action === 'resolve') closed.set(card, took > (resolve[severity] ?? Infinity));
    if (action === 'reopen') closed.delete(card);
  }
  const late = (all: ReadonlyMap<string, boolean>) => [...all.values()].filter(Boolean).length;
  return {
    acknowledgedLate: late(first),
    resolvedLate: late(closed),
    openLate: open.filter(({ breached = [] }) => breached.length > 0).length,
  };
}

/** Open problems past a limit with the limit that passed first, those that are late for longest first. */
export function latest<C extends Pick<Card, 'breached' | 'deadlines'>>(open: readonly C[]): { card: C; since: string }[] {
  return open
    .flatMap((card) => {
      const passed = (card.breached ?? []).flatMap((limit) => card.deadlines?.[limit] ?? []).sort();
      return passed[0] === undefined ? [] : [{ card, since: passed[0] }];
    })
    .sort((a, b) => a.since.localeCompare(b.since));
}
