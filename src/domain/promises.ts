import type { Card } from './card.ts';
import { awaitsAnswer, type EscalationStep, nextEscalation } from './escalation.ts';
import { type Finding, severityRank } from './finding.ts';
import { confirmedBy } from './fix.ts';
import type { Policy } from './policy.ts';
import { wakesAt, wokenBy } from './snooze.ts';

const DAY_MS = 24 * 3600_000;

/** So many days before a suppression ends people are warned. */
const WARNINGS = [7, 1];

/** Something that was promised about a card and falls due at a time, in ms since 1970. */
export type Promised = { at: number } & (
  | { do: 'warn'; days: number }
  | { do: 'end exception' }
  | { do: 'drop question' }
  | { do: 'remind' }
  | { do: 'give back' }
  | { do: 'breach'; of: 'acknowledge' | 'resolve' }
  | { do: 'wake' }
  | { do: 'check fix' }
  | { do: 'end undo' }
  | { do: 'escalate'; step: EscalationStep }
);

/** Everything that will fall due by itself while nobody touches the card. */
function promisesOf(card: Card): Promised[] {
  const promised: Promised[] = [];
  const { exception, deadlines = {}, breached = [] } = card;
  if (exception) {
    const [since, until] = [Date.parse(exception.since), Date.parse(exception.until)];
    for (const days of WARNINGS) {
      const at = until - days * DAY_MS;
      if (at > since && days < (exception.warned ?? Infinity)) promised.push({ do: 'warn', days, at });
    }
    promised.push({ do: 'end exception', at: until });
  }
  if (card.asked) promised.push({ do: 'drop question', at: card.asked.until });
  if (card.held) promised.push({ do: card.held.reminded ? 'give back' : 'remind', at: card.held.remindAt });
  if (card.snoozed) promised.push({ do: 'wake', at: wakesAt(card.snoozed) });
  if (card.fix?.checkAt !== undefined) promised.push({ do: 'check fix', at: card.fix.checkAt });
  if (card.undo) promised.push({ do: 'end undo', at: card.undo.until });
  const { acknowledge, resolve } = deadlines;
  if (acknowledge !== undefined && awaitsAnswer(card) && !breached.includes('acknowledge'))
    promised.push({ do: 'breach', of: 'acknowledge', at: Date.parse(acknowledge) });
  if (resolve !== undefined && card.open && !breached.includes('resolve'))
    promised.push({ do: 'breach', of: 'resolve', at: Date.parse(resolve) });
  const next = nextEscalation(card);
  if (next && awaitsAnswer(card)) promised.push({ do: 'escalate', ...next });
  return promised;
}

/** The same, soonest first. */
export const upcoming = (card: Card): Promised[] => promisesOf(card).sort((a, b) => a.at - b.at);

/** When the next of it falls due, in ms since 1970, unless somebody is just seeing to it; undefined when nothing will. */
export function promisedAt(card: Card): number | undefined {
  const times = promisesOf(card).map(({ at }) => at);
  return times.length === 0 ? undefined : Math.max(Math.min(...times), card.keptUntil ?? 0);
}

/** What is due: of several the newest, because a suppression that has ended needs no warning any more. */
export function fallenDue(card: Card, now: number): Promised | undefined {
  const due = promisesOf(card).filter(({ at }) => at <= now);
  return due.reduce<Promised | undefined>((newest, each) => (newest && newest.at >= each.at ? newest : each), undefined);
}

/** The card after something about its findings arrived: what was promised about it while it stood otherwise holds no longer. */
export function promisesKept(
  before: Card | undefined,
  after: Card,
  { findings, because, sla }: { findings: readonly Finding[]; because: string; sla: Policy['sla'] | undefined },
): Card {
  const { exception, lapsed, breached, held, snoozed, awake, fix, undo, ...rest } = after;
  const again = before !== undefined && before.generation !== after.generation;
  // The event of a change of ours may come before we have written down the rest of it.
  const excepted = because === 'echo of our own update' || findings.some(({ workflow }) => workflow === 'SUPPRESSED');
  const holds = because === 'echo of our own update' || after.workflow === 'NOTIFIED';
  const resolved = because === 'echo of our own update' || after.workflow === 'RESOLVED';
  const woken = before && snoozed && (snoozed.woken ?? wokenBy(before, after));
  const confirmed = fix && (fix.confirmed ?? confirmedBy(findings));
  return {
    ...rest,
    ...(held && holds && !again && { held }),
    ...(snoozed && holds && !again && { snoozed: { ...snoozed, ...(woken && { woken }) } }),
    ...(awake && !again && { awake }),
    ...(fix && resolved && !again && { fix: confirmed ? { since: fix.since, confirmed } : fix }),
    ...(undo && before && stands(before, after, because) && { undo }),
    ...(exception && excepted && { exception }),
    ...(lapsed && !again && { lapsed }),
    ...(breached && !again && { breached }),
    ...(sla && { deadlines: deadlinesOf(after, sla) }),
  };
}

/** Whether what was pressed last can still be taken back: nothing has happened since that somebody should look at first. */
const stands = (before: Card, after: Card, because: string): boolean =>
  before.generation === after.generation &&
  severityRank(after.severity) >= severityRank(before.severity) &&
  (because === 'echo of our own update' || (before.workflow === after.workflow && before.open === after.open));

/** By when a card should be acknowledged and resolved, counted from when it was raised. */
export function deadlinesOf({ createdAt, severity }: Card, { acknowledge, resolve }: Policy['sla']): NonNullable<Card['deadlines']> {
  const by = (ms: number | undefined) => ms !== undefined && new Date(Date.parse(createdAt) + ms).toISOString();
  const [acknowledgeBy, resolveBy] = [by(acknowledge[severity]), by(resolve[severity])];
  return { ...(acknowledgeBy && { acknowledge: acknowledgeBy }), ...(resolveBy && { resolve: resolveBy }) };
}
