import type { PressAction } from './card.ts';
import type { Severity } from './finding.ts';

/** A press that was carried out, with the time at which its card was raised. */
export interface Handled {
  card: string;
  action: PressAction;
  at: string;
  raisedAt: string;
  /** How severe it is now. */
  severity?: Severity;
  /** Id of the account that it is about. */
  account?: string;
}

export interface MeanTime {
  /** Milliseconds. */
  mean: number;
  /** Over how many problems. */
  of: number;
}

/** Mean time from the card to the first press that shows that someone looks at it, and to the one that closes it. */
export interface HandlingTimes {
  acknowledge?: MeanTime;
  resolve?: MeanTime;
}

/** That somebody has a look is also shown by putting it off or giving it to somebody. */
export const LOOKED_AT: ReadonlySet<PressAction> = new Set(['acknowledge', 'resolve', 'suppress', 'snooze', 'assign']);

/** Presses on an earlier message about the same problem, before it came back, are left out: nobody knows when that was raised. */
export function handlingTimes(presses: readonly Handled[]): HandlingTimes {
  const oldestFirst = presses.filter(({ at, raisedAt }) => at >= raisedAt).sort((a, b) => a.at.localeCompare(b.at));
  const first = new Map<string, number>();
  const closed = new Map<string, number>();
  for (const { card, action, at, raisedAt } of oldestFirst) {
    const took = Date.parse(at) - Date.parse(raisedAt);
    if (LOOKED_AT.has(action) && !first.has(card)) first.set(card, took);
    if (action === 'resolve') closed.set(card, took);
    // Whatever is taken back within ten minutes was not meant, so that nothing is closed by it.
    if (action === 'reopen' || action === 'undo') closed.delete(card);
  }
  const [acknowledge, resolve] = [mean([...first.values()]), mean([...closed.values()])];
  return { ...(acknowledge && { acknowledge }), ...(resolve && { resolve }) };
}

/** What was done to how many problems: each counts once for everything that was done to it and not taken back. */
export function doneTo(presses: readonly Pick<Handled, 'card' | 'action' | 'at'>[]): Partial<Record<PressAction, number>> {
  const done = new Map<string, PressAction[]>();
  for (const { card, action } of presses.toSorted((a, b) => a.at.localeCompare(b.at))) {
    const before = done.get(card) ?? [];
    done.set(card, action === 'undo' ? before.slice(0, -1) : [...before, action]);
  }
  const counts: Partial<Record<PressAction, number>> = {};
  for (const action of [...done.values()].flatMap((actions) => [...new Set(actions)])) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

const mean = (times: readonly number[]): MeanTime | undefined =>
  times.length === 0 ? undefined : { mean: times.reduce((sum, time) => sum + time, 0) / times.length, of: times.length };
