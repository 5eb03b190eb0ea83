import type { Card } from './card.ts';
import { awaitsAnswer } from './escalation.ts';
import { severityRank } from './finding.ts';

/** So much of a card's key names it among those that were passed over, so that a button can carry many of them. */
export const passedName = (card: string): string => card.slice(0, 10);

/** More are not remembered: whoever passes over so many comes to the first of them again. */
export const MOST_PASSED = 60;

/** Whether it waits for this person: nobody has taken it on, and it is not another person's. Snoozed ones wait for nobody. */
export function waitsFor(who: string, card: Card, now: number): boolean {
  const { subject, owner, acting } = card;
  const another = owner !== undefined && owner !== who && !owner.startsWith('S');
  return subject.kind === 'problem' && awaitsAnswer(card) && !another && !(acting && acting.until > now);
}

/** Whether somebody was called about it, or should be: it comes before everything else. */
const isPressing = ({ severity, told = [] }: Card): boolean =>
  severity === 'CRITICAL' || told.some(({ what }) => what === 'page' || what === 'mention');

const deadlineOf = ({ deadlines }: Card): string => deadlines?.acknowledge ?? deadlines?.resolve ?? '9999';

/** What matters most to this person first: what calls, what is theirs, what is due first, what is worst, what is oldest. */
export function inOrderFor(who: string, cards: readonly Card[]): Card[] {
  return [...cards].sort(
    (a, b) =>
      Number(isPressing(b)) - Number(isPressing(a)) ||
      Number(b.owner === who) - Number(a.owner === who) ||
      deadlineOf(a).localeCompare(deadlineOf(b)) ||
      severityRank(a.severity) - severityRank(b.severity) ||
      a.createdAt.localeCompare(b.createdAt) ||
      a.key.localeCompare(b.key),
  );
}

/** What ends it for most: a check that fails opens again what is called resolved, so such a one is fixed or suppressed. */
export const endsBy = (hasCheck: boolean): 'resolve' | 'suppress' => (hasCheck ? 'suppress' : 'resolve');
