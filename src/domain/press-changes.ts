import { EVENT_OF } from './alerting.ts';
import type { Card, LastPress, Undo } from './card.ts';
import { wanting, workflowOf } from './card-changes.ts';
import { callStep } from './escalation.ts';
import type { Exception } from './exception.ts';
import { type Finding, isOpen, WorkflowStatus } from './finding.ts';
import { type Intent, PAST_WORD, reasonOf, STATUS_AFTER } from './intent.ts';
import { eventStep } from './outgoing.ts';

/** For so long after a press it can be taken back. */
export const UNDO_MS = 10 * 60_000;

/** A resolved finding is looked at again after this: by then its control has been checked anew (at the latest every 24 hours). */
export const CHECKED_AFTER_MS = 24 * 3600_000;

/** After this Security Hub is asked whether it has done what a press asked for. */
const CONFIRMED_WITHIN_MS = 5 * 60_000;

/** The workflow status that a press gives each of a card's findings; undefined for those it leaves as they are. */
export function statusesAfter(intent: Intent, { undo }: Card): (finding: Finding) => WorkflowStatus | undefined {
  if (intent.action !== 'undo') return () => STATUS_AFTER[intent.action];
  const before = undo && STATUS_AFTER[undo.action] !== undefined ? undo.was : {};
  return ({ key }) => WorkflowStatus.options.find((status) => before[status]?.includes(key));
}

interface Pressed {
  /** Its findings as they were read before, and as they are now; the lead of the latter first. */
  found: readonly Finding[];
  findings: readonly [Finding, ...Finding[]];
  at: Date;
  /** Until when what is suppressed now stays so; ISO 8601. */
  until: string;
  /** After how long whoever acknowledges now is asked whether they are still at it, in ms. */
  reminder: number | undefined;
}

/** The card after a press that Security Hub has carried out, with all that others are to hear of it. */
export function afterPress(card: Card, intent: Intent, pressed: Pressed): Card {
  const { findings, at } = pressed;
  const { acting: _acting, ...rest } = card;
  const reason = reasonOf(intent);
  const by = { by: intent.who, from: 'slack', ...(reason && { reason }) } as const;
  const done: Card = { ...changed(rest, intent, pressed), acted: intent.id };
  const undo = undoOf(card, intent, pressed);
  const event = intent.action === 'note' ? [] : [eventStep(intent.id, EVENT_OF[intent.action], eventBy(by, card, intent), at)];
  return wanting({ ...done, outgoing: [...done.outgoing, ...event], ...(undo && { undo }) }, findings);
}

const eventBy = <B extends { reason?: string }>(by: B, { undo }: Card, { action }: Intent): B =>
  action === 'undo' && undo ? { ...by, reason: `${PAST_WORD[undo.action]} by ${undo.by}` } : by;

function changed(card: Card, intent: Intent, pressed: Pressed): Card {
  switch (intent.action) {
    case 'note':
      return card;
    case 'assign':
      return assigned(card, intent, pressed.at);
    case 'undo':
      return undone(card, intent, pressed);
    default:
      return moved(card, intent, pressed);
  }
}

function pressOf(intent: Intent, at: Date): LastPress {
  const reason = reasonOf(intent);
  return { action: intent.action, by: intent.who, from: 'slack', at: at.toISOString(), ...(reason && { reason }) };
}

/** Its workflow status stays, and so does everything that depends on it; whoever it is whose it is now is told if they are not there. */
function assigned(card: Card, intent: Intent, at: Date): Card {
  const { assignee = intent.who } = intent;
  const call = callStep(
    `${intent.id}.elsewhere`,
    { step: 'elsewhere', by: intent.who, from: 'slack', whom: [assignee], reason: 'this is assigned to you' },
    at,
  );
  return {
    ...card,
    owner: assignee,
    latest: pressOf(intent, at),
    outgoing: assignee === intent.who ? card.outgoing : [...card.outgoing, call],
  };
}

/** What depended on the workflow status before. */
const UNSET = {
  owner: undefined,
  unanswered: undefined,
  exception: undefined,
  lapsed: undefined,
  held: undefined,
  snoozed: undefined,
  awake: undefined,
  fix: undefined,
  latest: undefined,
  undo: undefined,
} satisfies Partial<Card>;

function moved(card: Card, intent: Intent, { findings, at, until, reminder }: Pressed): Card {
  const { action } = intent;
  const status = STATUS_AFTER[action];
  const keepsOwner = action === 'resolve' || action === 'snooze';
  return {
    ...card,
    ...UNSET,
    ...(status && { confirm: { intent: intent.id, status, by: at.getTime() + CONFIRMED_WITHIN_MS } }),
    workflow: workflowOf(findings),
    open: findings.some(isOpen),
    lastPress: pressOf(intent, at),
    ...(action === 'suppress' && { exception: exceptionOf(intent, at, until) }),
    ...(action === 'acknowledge' && reminder !== undefined && { held: heldFrom(at, reminder) }),
    ...(action === 'acknowledge' && { owner: intent.who }),
    ...(action === 'resolve' && { fix: { since: at.toISOString(), checkAt: at.getTime() + CHECKED_AFTER_MS } }),
    ...(action === 'snooze' && { snoozed: snoozedBy(intent, at) }),
    ...(keepsOwner && card.owner !== undefined && { owner: card.owner }),
  };
}

function undone(card: Card, intent: Intent, { findings, at }: Pressed): Card {
  const { undo } = card;
  if (!undo) return card;
  const workflow = workflowOf(findings);
  const same = new Set(findings.map((finding) => finding.workflow)).size === 1;
  return {
    ...card,
    ...UNSET,
    // What there was not is not kept in the row either.
    lastPress: undefined,
    ...undo.before,
    confirm: same ? { intent: intent.id, status: workflow, by: at.getTime() + CONFIRMED_WITHIN_MS } : undefined,
    workflow,
    open: findings.some(isOpen),
    latest: { ...pressOf(intent, at), reason: PAST_WORD[undo.action] },
  };
}

/** What the press found, so that it can be brought back; one that was itself undone cannot, and a note changes nothing. */
function undoOf(card: Card, intent: Intent, { found, at }: Pressed): Undo | undefined {
  if (intent.action === 'undo') return undefined;
  if (intent.action === 'note') return card.undo;
  const was: Undo['was'] = {};
  for (const finding of found) {
    const status = statusBefore(finding, card, intent);
    was[status] = [...(was[status] ?? []), finding.key];
  }
  const { owner, lastPress, exception, lapsed, held, snoozed, fix, unanswered } = card;
  return {
    intent: intent.id,
    action: intent.action,
    by: intent.who,
    until: at.getTime() + UNDO_MS,
    was,
    before: { owner, lastPress, exception, lapsed, held, snoozed, fix, unanswered },
  };
}

/** A worker that died after Security Hub was changed is followed by one that reads the change: then the card knows better. */
const statusBefore = ({ workflow }: Finding, { acting }: Card, { action }: Intent): WorkflowStatus =>
  workflow === STATUS_AFTER[action] && acting?.was !== undefined ? acting.was : workflow;

const heldFrom = (at: Date, reminder: number) => ({ since: at.toISOString(), remindAt: at.getTime() + reminder, reminded: false });

const exceptionOf = ({ who, approvedBy, reasonClass = 'other', text = '' }: Intent, at: Date, until: string): Exception => ({
  reasonClass,
  text,
  by: who,
  ...(approvedBy !== undefined && { approvedBy }),
  since: at.toISOString(),
  until,
});

function snoozedBy({ who, until, open = false, text }: Intent, at: Date): NonNullable<Card['snoozed']> {
  if (until === undefined) throw new Error('A card was snoozed without an end');
  return { by: who, since: at.toISOString(), until, open, ...(text && { reason: text }) };
}
