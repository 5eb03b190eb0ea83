import { createHash } from 'node:crypto';
import * as z from 'zod';
import { PressAction } from './card.ts';
import { ReasonClass } from './exception.ts';
import type { WorkflowStatus } from './finding.ts';
import { Aside, Seen } from './seen.ts';
import { Telling } from './telling.ts';

/** One press by one person on one version of a card; durable before Slack is answered. */
export const Intent = z.object({
  /** Hash of person, card, action and actionVersion: a doubled press is the same intent. */
  id: z.string(),
  who: z.string(),
  action: PressAction,
  card: z.string(),
  actionVersion: z.number().int(),
  /** Where the press came from; a refusal is shown there to that person alone. */
  channel: z.string(),
  reasonClass: ReasonClass.optional(),
  text: z.string().max(3000).optional(),
  /** Until when it is to be suppressed or snoozed; ISO 8601. */
  until: z.string().optional(),
  /** To be snoozed for nothing but a higher severity; `until` is then the longest it may take. */
  open: z.boolean().optional(),
  /** Whose it is to be: Slack id of a person or a user group. */
  assignee: z.string().optional(),
  /** How its finding stood when the form was opened; absent for what needs no form. */
  saw: Seen.optional(),
  aside: Aside.optional(),
  /** The press that is to be taken back, and whether findings become SUPPRESSED by that. */
  undoes: z.object({ action: PressAction, suppresses: z.boolean() }).optional(),
  /** The second person's Slack user id. */
  approvedBy: z.string().optional(),
  requestedAt: z.string(),
  /** REQUESTED → APPLIED (Security Hub took it) → SHOWN (card and thread say so); REFUSED: told why, nothing done; WAITING for a second person, after whose word it is REQUESTED again. */
  state: z.enum(['REQUESTED', 'WAITING', 'APPLIED', 'SHOWN', 'REFUSED']),
  /** The thread line of this press: announced before it is sent, so that a crash cannot double it. */
  thread: z.enum(['waiting', 'sending', 'sent']),
  /** Security Hub has changed something for it, whatever of the rest is still to be done. */
  changed: z.boolean().optional(),
  /** What the person who pressed has not been told yet. */
  untold: z.string().optional(),
  telling: Telling.optional(),
});
export type Intent = z.infer<typeof Intent>;

/** The workflow status each press leads to; undefined for what leaves it as it is, or brings back the one before. */
export const STATUS_AFTER: Record<PressAction, WorkflowStatus | undefined> = {
  acknowledge: 'NOTIFIED',
  resolve: 'RESOLVED',
  suppress: 'SUPPRESSED',
  reopen: 'NEW',
  // Somebody has looked at it, and Security Hub has no word for later: docs/decisions/010.
  snooze: 'NOTIFIED',
  assign: undefined,
  note: undefined,
  undo: undefined,
};

/** Only the function behind `admin` may write SUPPRESSED. */
export const doneBy = ({ action, undoes }: Pick<Intent, 'action' | 'undoes'>): 'admin' | 'actions' =>
  action === 'suppress' || undoes?.suppresses ? 'admin' : 'actions';

/** "Ana has … this", or after a number. */
export const PAST_WORD: Record<PressAction, string> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  suppress: 'suppressed',
  reopen: 're-opened',
  snooze: 'snoozed',
  assign: 'assigned',
  note: 'noted',
  undo: 'undone',
};

/** What the person gave as the reason, class first; undefined when none was asked for. */
export function reasonOf({ reasonClass, text }: Pick<Intent, 'reasonClass' | 'text'>): string | undefined {
  const parts = [reasonClass, text].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? undefined : parts.join(': ');
}

/** To whoever pressed where the card is not, once it is done. */
export const doneAside = (action: PressAction, channel: string): string =>
  action === 'note'
    ? `Your note is written. The thread of the card in <#${channel}> has it.`
    : `Done: ${PAST_WORD[action]}. The card in <#${channel}> shows it.`;

/** What Security Hub's Note takes (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_NoteUpdate.html). */
const NOTE_LIMIT = 512;

/** How the note begins that holds a person's words and comes of nothing else. */
export const NOTED = 'Noted';

const tailOf = ({ id }: Pick<Intent, 'id'>): string => ` [${id.slice(0, 12)}]`;

/** Whether this note of Security Hub's was left by this very press. */
export const isNoteOf = (intent: Pick<Intent, 'id'>, note: string | undefined): boolean => note?.endsWith(tailOf(intent)) ?? false;

/** The note that Security Hub keeps about a press: who, by name and Slack id, why, and the intent by which our audit finds it. */
export function noteFor(intent: Intent, name: string): string {
  const word = PAST_WORD[intent.action];
  const until = untilWords(intent);
  const assigned = intent.assignee === undefined ? '' : ` to ${intent.assignee}`;
  const undone = intent.undoes === undefined ? '' : ` (it was ${PAST_WORD[intent.undoes.action]})`;
  const approved = intent.approvedBy === undefined ? '' : `, approved by ${intent.approvedBy}`;
  const head = `${word[0]?.toUpperCase()}${word.slice(1)}${until}${assigned}${undone} by ${name} (${intent.who}) in Slack${approved}`;
  const tail = tailOf(intent);
  const reason = reasonOf(intent);
  const whole = reason ? `${head}: ${reason}` : head;
  const room = NOTE_LIMIT - tail.length;
  return `${[...whole].length > room ? `${[...whole].slice(0, room - 1).join('')}…` : whole}${tail}`;
}

function untilWords({ action, until, open }: Intent): string {
  if (until === undefined) return '';
  if (open) return ' until its severity rises';
  return action === 'snooze' ? ` until ${until.slice(0, 16).replace('T', ' ')} UTC` : ` until ${until.slice(0, 10)}`;
}

/** Whose word it is when a promise falls due: in the audit trail, on the card and on the event bus. */
export const CLOCK = 'shub';

/** What the clock does in nobody's name, as a press; `name` names the promise. Never stored: the card itself has it taken up again. */
export function pressOfClock(press: Pick<Intent, 'card' | 'channel' | 'actionVersion' | 'text'>, name: string, now: Date): Intent {
  const id = createHash('sha256').update(`${press.card}|${name}`).digest('hex').slice(0, 32);
  return { ...press, id, who: CLOCK, action: 'reopen', requestedAt: now.toISOString(), state: 'REQUESTED', thread: 'waiting' };
}
