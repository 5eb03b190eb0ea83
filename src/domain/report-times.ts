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
  /** Of a change of many: the keys of those of its findings that were changed, and its severity is what it was then. */
  findings?: readonly string[];
}

/** What one press did to many cards. */
export interface HandledTogether extends Pick<Handled, 'action' | 'at'> {
  cards: readonly Omit<Handled, 'action' | 'at'>[];
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
  const first = new Map<string, number>();
  const closed = new Map<string, number>();
  for (const { card, action, at, raisedAt } of meant(presses.filter(({ at, raisedAt }) => at >= raisedAt))) {
    const took = Date.parse(at) - Date.parse(raisedAt);
    if (LOOKED_AT.has(action) && !first.has(card)) first.set(card, took);
    if (action === 'resolve') closed.set(card, took);
    if (action === 'reopen') closed.delete(card);
  }
  const [acknowledge, resolve] = [mean([...first.values()]), mean([...closed.values()])];
  return { ...(acknowledge && { acknowledge }), ...(resolve && { resolve }) };
}

/** Those of one card oldest first, without what was taken back within ten minutes, because that was not meant. A note cannot be. */
export function meant<P extends Pick<Handled, 'card' | 'action' | 'at'>>(presses: readonly P[]): P[] {
  const left = new Map<string, P[]>();
  for (const press of presses.toSorted((a, b) => a.at.localeCompare(b.at))) {
    const before = left.get(press.card) ?? [];
    const undone = press.action === 'undo' && before.findLast(({ action }) => action !== 'note');
    left.set(press.card, press.action === 'undo' ? before.filter((one) => one !== undone) : [...before, press]);
  }
  return [...left.values()].flat();
}

/** What was done to how many problems: each counts once for everything that was done to it and not taken back. */
export function doneTo(presses: readonly Pick<Handled, 'card' | 'action' | 'at'>[]): Partial<Record<PressAction, number>> {
  const cards = new Map<PressAction, Set<string>>();
  for (const { card, action } of meant(presses)) cards.set(action, (cards.get(action) ?? new Set()).add(card));
  return Object.fromEntries([...cards].map(([action, { size }]) => [action, size]));
}

const mean = (times: readonly number[]): MeanTime | undefined =>
  times.length === 0 ? undefined : { mean: times.reduce((sum, time) => sum + time, 0) / times.length, of: times.length };
