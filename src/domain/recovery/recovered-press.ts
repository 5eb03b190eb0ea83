import * as z from 'zod';
import type { AuditEntry } from '../audit.ts';
import type { ChainedEntry } from '../audit-chain.ts';
import type { Card, LastPress } from '../card.ts';
import { type Exception, endOf } from '../exception.ts';
import type { Finding, WorkflowStatus } from '../finding.ts';
import { STATUS_AFTER } from '../intent.ts';
import type { Policy } from '../policy.ts';
import { CHECKED_AFTER_MS } from '../press-changes.ts';
import { latestEnd } from '../snooze.ts';
import { type NotedPress, pressInNote, reasonRead } from './press-in-note.ts';
import { onRecord } from './presses-on-record.ts';

type Recovered = Partial<Pick<Card, 'lastPress' | 'owner' | 'exception' | 'held' | 'unanswered' | 'snoozed' | 'fix'>>;

/** An entry as the trail has it; under the seal of a name is also the note that the finding carried before. */
export type Recorded = AuditEntry & Pick<ChainedEntry, 'name'>;

interface Evidence {
  /** Where the problem stands, and the finding that tells its story. */
  workflow: WorkflowStatus;
  lead: Finding;
  /** What the audit trail has about that finding, oldest first; empty when it cannot be read. */
  chain: readonly Recorded[];
  policy: Pick<Policy, 'acknowledge' | 'snooze' | 'suppress'>;
  now: Date;
}

/**
 * Who put a problem into its present state and what was promised because of it, from the audit trail and else from Security
 * Hub's note. What is on record counts only if it leads to the state that Security Hub tells: whatever happened since happened
 * elsewhere.
 */
export function recoveredPress({ workflow, lead, chain, policy, now }: Evidence): Recovered {
  const noted = pressInNote(lead.note);
  const fits = noted && STATUS_AFTER[noted.action] === workflow ? noted : undefined;
  const record = onRecord(chain);
  const stands = record.press && STATUS_AFTER[record.press.action] === workflow ? record.press : undefined;
  // What is put on record once it is done is a little later than the note about it.
  const press = stands && !(fits && fits.at > stands.at) ? stands : fits;
  // What somebody gave to somebody, and nobody has pressed since, is theirs in whatever state it is.
  if (!press) return { ...(!record.press && record.owner !== undefined && { owner: record.owner }), ...outside(workflow, lead) };
  const owner = press === fits ? ownerAfter(fits) : record.owner;
  return {
    lastPress: lastPress(press),
    ...(owner !== undefined && { owner }),
    ...promised({ ...press, ...detailsOf(press, lead, chain) }, policy, now),
  };
}

const lastPress = ({ action, who, at, reason }: NotedPress): LastPress => ({
  action,
  by: who,
  from: 'slack',
  at,
  ...(reason !== undefined && { reason }),
});

const ownerAfter = ({ action, who }: NotedPress): string | undefined => (action === 'acknowledge' ? who : undefined);

/** What is still to come because of a press. Nobody is asked or warned because of how long the table was away. */
function promised(press: NotedPress, { acknowledge: { reminder }, snooze, suppress }: Evidence['policy'], now: Date): Recovered {
  const { action, at } = press;
  switch (action) {
    case 'acknowledge':
      return reminder === undefined ? {} : { held: { since: at, remindAt: now.getTime() + reminder, reminded: false } };
    case 'snooze':
      return { snoozed: snoozedBy(press, snooze.maxDays, now) };
    case 'suppress':
      return { exception: exceptionFrom(press, suppress.maxDays, now) };
    case 'resolve':
      return { fix: { since: at, checkAt: Date.parse(at) + CHECKED_AFTER_MS } };
    case 'reopen':
      return {};
  }
}

/** What nobody knows the end of comes back now. */
const snoozedBy = ({ who, at, until, open = false, reason }: NotedPress, maxDays: number, now: Date): NonNullable<Card['snoozed']> => ({
  by: who,
  since: at,
  until: open ? latestEnd(new Date(at), maxDays).toISOString() : (until ?? now.toISOString()),
  open,
  ...(reason !== undefined && { reason }),
});

const DAY_MS = 24 * 3600_000;

/** Warnings that are past were given. One whose last day nobody knows ends when the policy would have had it end at the latest. */
function exceptionFrom({ who, at, approvedBy, day, reason }: NotedPress, maxDays: number, now: Date): Exception {
  const until = endOf(day ?? new Date(Date.parse(at) + maxDays * DAY_MS).toISOString().slice(0, 10));
  const left = Date.parse(until) - now.getTime();
  const warned = left <= DAY_MS ? 1 : left <= 7 * DAY_MS ? 7 : undefined;
  return {
    ...reasonRead(reason),
    by: who,
    ...(approvedBy !== undefined && { approvedBy }),
    since: at,
    until,
    ...(warned !== undefined && { warned }),
  };
}

const Note = z.object({ Text: z.string(), UpdatedBy: z.string(), UpdatedAt: z.string() });

/** Security Hub writes the note before the trail says done, by no more than a few tries of it. */
const SAME_PRESS_MS = 5 * 60_000;

/** The end, the approver and so on, which only the note of a press tells: Security Hub's own, or one that a later press found there. */
function detailsOf(press: NotedPress, { note }: Finding, chain: readonly Recorded[]): Partial<NotedPress> {
  const found = chain.flatMap(({ name }) => {
    const { data } = Note.safeParse(name?.note);
    return data ? [{ text: data.Text, by: data.UpdatedBy, at: data.UpdatedAt }] : [];
  });
  const same = [...(note ? [note] : []), ...found.reverse()]
    .map(pressInNote)
    .find((each) => each?.action === press.action && each.who === press.who && near(each.at, press.at));
  const { day, until, open, approvedBy } = same ?? {};
  return {
    ...(day !== undefined && { day }),
    ...(until !== undefined && { until }),
    ...(open !== undefined && { open }),
    ...(approvedBy !== undefined && { approvedBy }),
  };
}

const near = (a: string, b: string): boolean => Math.abs(Date.parse(a) - Date.parse(b)) <= SAME_PRESS_MS;

const WORD: Partial<Record<WorkflowStatus, NotedPress['action']>> = {
  NOTIFIED: 'acknowledge',
  RESOLVED: 'resolve',
  SUPPRESSED: 'suppress',
};

/** Somebody else's doing, or ours for having delivered its alert: then nobody has acknowledged it. */
function outside(workflow: WorkflowStatus, { note, updatedAt }: Finding): Recovered {
  if (workflow === 'NOTIFIED' && note?.by === 'shub') return { unanswered: true };
  const action = WORD[workflow];
  if (!action) return {};
  return { lastPress: { action, by: note && note.by !== 'shub' ? note.by : 'Security Hub', from: 'outside', at: note?.at ?? updatedAt } };
}
