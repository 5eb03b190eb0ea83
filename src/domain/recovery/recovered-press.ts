import type { AuditEntry } from '../audit.ts';
import type { Card, LastPress } from '../card.ts';
import { type Exception, endOf } from '../exception.ts';
import type { Finding, WorkflowStatus } from '../finding.ts';
import { STATUS_AFTER } from '../intent.ts';
import { type NotedPress, pressInNote, RECOVERED, reasonRead } from './press-in-note.ts';

type Recovered = Partial<Pick<Card, 'lastPress' | 'owner' | 'exception' | 'held' | 'unanswered'>>;

interface Evidence {
  /** Where the problem stands, and the finding that tells its story. */
  workflow: WorkflowStatus;
  lead: Finding;
  /** What the audit trail has about that finding, oldest first; empty when it cannot be read. */
  chain: readonly AuditEntry[];
  /** After how long whoever acknowledged it is asked whether they are still at it, in ms. */
  reminder: number | undefined;
  now: Date;
}

/**
 * Who put a problem into its present state, from the audit trail and else from Security Hub's note. What is on record counts
 * only if it leads to the state that Security Hub tells: whatever happened since happened elsewhere.
 */
export function recoveredPress({ workflow, lead, chain, reminder, now }: Evidence): Recovered {
  const noted = pressInNote(lead.note);
  const fits = noted && STATUS_AFTER[noted.action] === workflow ? noted : undefined;
  const onRecord = recorded(chain, workflow);
  // What is put on record once it is done is a little later than the note about it.
  const press = onRecord && !(fits && fits.at > onRecord.at) ? onRecord : fits;
  if (!press) return outside(workflow, lead);
  const lastPress: LastPress = {
    action: press.action,
    by: press.who,
    from: 'slack',
    at: press.at,
    ...(press.reason !== undefined && { reason: press.reason }),
  };
  const owner = press.action === 'acknowledge' ? press.who : press.action === 'resolve' ? ownerBefore(chain) : undefined;
  return {
    lastPress,
    ...(owner !== undefined && { owner }),
    ...(press.action === 'acknowledge' && reminder !== undefined && { held: heldFrom(press.at, now.getTime() + reminder) }),
    ...(press.action === 'suppress' && noted?.day !== undefined && { exception: exceptionFrom(noted, noted.day, now) }),
  };
}

/** Nobody is asked because of how long the table was away. */
const heldFrom = (since: string, remindAt: number): NonNullable<Card['held']> => ({ since, remindAt, reminded: false });

/** The last press on record that was carried out, if it led to this state. */
function recorded(chain: readonly AuditEntry[], workflow: WorkflowStatus): NotedPress | undefined {
  const done = chain.findLast(({ phase, action, result }) => phase === 'done' && isPress(action) && result === STATUS_AFTER[action]);
  if (!done || !isPress(done.action) || STATUS_AFTER[done.action] !== workflow || !isPerson(done.who)) return undefined;
  return { action: done.action, who: done.who, at: done.at, ...(done.reason !== undefined && { reason: done.reason }) };
}

const isPress = (action: string): action is NotedPress['action'] => RECOVERED.some((each) => each === action);

/** The trail forgets names after their time. */
const isPerson = (who: string): boolean => /^[UW][A-Z0-9]+$/.test(who);

/** Whoever resolves something does not take it from whoever had acknowledged it. */
function ownerBefore(chain: readonly AuditEntry[]): string | undefined {
  const last = chain.findLast(({ phase, action }) => phase === 'done' && (action === 'acknowledge' || action === 'reopen'));
  return last?.action === 'acknowledge' && isPerson(last.who) ? last.who : undefined;
}

const DAY_MS = 24 * 3600_000;

/** Warnings that are past were given. */
function exceptionFrom({ who, at, approvedBy, reason }: NotedPress, day: string, now: Date): Exception {
  const until = endOf(day);
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
