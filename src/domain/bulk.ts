import * as z from 'zod';
import { ReasonClass, type Span } from './exception.ts';
import { FindingRef, Severity, WorkflowStatus } from './finding.ts';
import { FindingsQuery } from './findings-query.ts';
import { STATUS_AFTER } from './intent.ts';

/** What can be done to many findings at once. */
export const BulkAction = z.enum(['acknowledge', 'resolve', 'suppress', 'assign', 'reopen']);
export type BulkAction = z.infer<typeof BulkAction>;

/** More are not taken into one selection. */
export const MOST_SELECTED = 1000;

/** So many are changed by one call of BatchUpdateFindings, and kept in one row. */
export const PART_SIZE = 100;

/** What a person chose all of: the answer to a question, what a sheet of a storm lists, or what is like a card. */
export const BulkSource = z.discriminatedUnion('of', [
  z.object({ of: z.literal('list'), query: FindingsQuery }),
  z.object({ of: z.literal('sheet'), card: z.string() }),
  z.object({ of: z.literal('like'), card: z.string() }),
]);
export type BulkSource = z.infer<typeof BulkSource>;

/** What has come of one finding. `doing`: perhaps already; whoever takes it up does it again, which changes nothing more. */
const Fate = z.discriminatedUnion('is', [
  z.object({ is: z.literal('doing') }),
  z.object({ is: z.literal('done') }),
  z.object({ is: z.literal('left'), because: z.string() }),
  z.object({ is: z.literal('failed'), because: z.string() }),
]);
export type Fate = z.infer<typeof Fate>;

/** A finding as it was when it was shown in the preview. */
export const BulkItem = FindingRef.extend({
  key: z.string(),
  problem: z.string(),
  /** For people: its title and its resource. */
  name: z.string(),
  account: z.string(),
  severity: Severity,
  workflow: WorkflowStatus,
  /** Nobody has archived it and its check does not pass. */
  live: z.boolean(),
  /** NOTIFIED for having been delivered, so that it can still be acknowledged. */
  unanswered: z.boolean().optional(),
  /** Its problem has a card, on which an owner can be kept. */
  carded: z.boolean(),
  fate: Fate.optional(),
  /** What has come of taking it back. */
  undone: Fate.optional(),
});
export type BulkItem = z.infer<typeof BulkItem>;

/** A hundred findings of a selection, siblings of one problem together. */
export const Part = z.object({ items: z.array(BulkItem) });
export type Part = z.infer<typeof Part>;

/** What one action would do to a selection, as it was shown. */
export const Plan = z.object({
  does: z.number().int(),
  accounts: z.number().int(),
  critical: z.number().int(),
  /** How many are left alone, by why. */
  left: z.record(z.string(), z.number().int()),
});
export type Plan = z.infer<typeof Plan>;

/** What a person was shown before they decided; its findings are in parts of their own, and stay these whatever happens. */
export const Selection = z.object({
  id: z.string(),
  who: z.string(),
  channel: z.string(),
  source: BulkSource,
  /** The message under which is said what comes of it; absent for a list that one person sees. */
  under: z.object({ channel: z.string(), ts: z.string() }).optional(),
  /** In words: what was chosen. */
  what: z.string(),
  at: z.string(),
  parts: z.number().int(),
  count: z.number().int(),
  /** There are more, which are not in it. */
  cut: z.boolean(),
  plans: z.record(BulkAction, Plan),
});
export type Selection = z.infer<typeof Selection>;

/** What the form asks about: the selection, and the days that a suppression may last until. */
export interface BulkForm {
  selection: Selection;
  span: Span;
}

/** What a person decided to do about a selection. */
export const BulkOrder = z.object({
  action: BulkAction,
  reasonClass: ReasonClass.optional(),
  text: z.string().optional(),
  /** Until when it is to be suppressed; ISO 8601. */
  until: z.string().optional(),
});
export type BulkOrder = z.infer<typeof BulkOrder>;

/** How many have come to what, and some that have not by name. */
export const BulkTally = z.object({
  done: z.number().int(),
  accounts: z.array(z.string()),
  critical: z.number().int(),
  failed: z.array(z.object({ name: z.string(), because: z.string() })),
  failures: z.number().int(),
  left: z.record(z.string(), z.number().int()),
});
export type BulkTally = z.infer<typeof BulkTally>;
export const NO_TALLY: BulkTally = { done: 0, accounts: [], critical: 0, failed: [], failures: 0, left: {} };

/** The work of a job that changes a selection; as far as it has come. */
export const Bulk = z.object({
  kind: z.literal('bulk'),
  selection: z.string(),
  order: BulkOrder,
  count: z.number().int(),
  parts: z.number().int(),
  what: z.string(),
  /** `undoable`: done, and for ten minutes to be taken back. */
  stage: z.enum(['changing', 'undoable', 'undoing', 'over']),
  /** The part that comes next. */
  next: z.number().int(),
  tally: BulkTally,
  undoUntil: z.number().optional(),
  /** What Security Hub keeps about each; its end tells whether somebody else has written since. */
  note: z.string(),
  /** The event about all of it that still has to go out, and since when (ms since 1970). */
  untold: z.object({ of: z.enum(['changed', 'undone']), since: z.number() }).optional(),
  /** Who takes it back, and what has come of that. `suppressing`: what had been suppressed comes last, by the function that may. */
  undo: z.object({ by: z.string(), tally: BulkTally, suppressing: z.boolean() }).optional(),
});
export type Bulk = z.infer<typeof Bulk>;

/** The workflow status that a finding gets; `assign` leaves the one that it has. */
export const statusFor = (action: BulkAction, now: WorkflowStatus): WorkflowStatus => STATUS_AFTER[action] ?? now;
