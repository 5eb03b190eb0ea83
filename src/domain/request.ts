import * as z from 'zod';
import { BulkOrder, BulkSource } from './bulk.ts';
import { FindingsQuery } from './findings-query.ts';
import { InsightDraft } from './insight.ts';
import { NewFinding } from './new-finding.ts';
import { ControlList } from './standard-control.ts';
import { SweepScope } from './sweep.ts';
import { TicketList, TicketMove } from './ticket.ts';

/** `/shub report`: about what, and over how many days. */
export const ReportQuery = z.object({
  /** As typed. */
  standard: z.string().optional(),
  account: z.string().optional(),
  days: z.number().int().min(1).max(400),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

/** A report that was posted: what names its message, when it was measured, and what it was about. */
export const ReportRef = z.object({ id: z.string(), at: z.string(), ...ReportQuery.shape });
export type ReportRef = z.infer<typeof ReportRef>;

export const ExportFormat = z.enum(['csv', 'json', 'html']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** `/shub evidence`: of a finding, of a standard (as typed) over some days, or whether the record is as it was written. */
export const EvidenceSubject = z.discriminatedUnion('what', [
  z.object({ what: z.literal('finding'), id: z.string() }),
  z.object({ what: z.literal('standard'), name: z.string(), days: z.number().int().min(1) }),
  z.object({ what: z.literal('record') }),
]);
export type EvidenceSubject = z.infer<typeof EvidenceSubject>;

/** Who asked, and where the answer goes: to that person alone. */
const Asker = z.object({
  who: z.string(),
  /** The person's own id: directly, since it was asked for in no channel. */
  channel: z.string(),
  responseUrl: z.string().optional(),
  /** The answer takes the place of the message in which it was asked for, such as the page before. */
  replaces: z.boolean().optional(),
});
export type Asker = z.infer<typeof Asker>;

/** A page of the controls of a standard; `standard` is as typed, or its key. `said`: what a press has just done, in words. */
const ControlsPage = z.object({ standard: z.string(), list: ControlList, page: z.number().int().min(1) });
export type ControlsPage = z.infer<typeof ControlsPage>;

const FilledInsightForm = { view: z.string(), draft: InsightDraft, arn: z.string().optional() };

/** Which buttons to offer. */
const Offered = { responds: z.boolean(), administers: z.boolean() };

/** Work that a person asked for, on its way from the function that answers Slack to the one that does it. */
export const Request = z.discriminatedUnion('kind', [
  /** `card`: whose it is, to be read at the same time. */
  z.object({ kind: z.literal('press'), intent: z.string(), card: z.string().optional() }),
  /** Puts a root under all that is on record before then. */
  z.object({ kind: z.literal('seal'), before: z.string() }),
  Asker.extend({
    kind: z.literal('findings'),
    query: FindingsQuery,
    /** Which page, from 1; the tokens of Security Hub's pages so far are found again by asking. */
    cursor: z.string().optional(),
    page: z.number().int().min(1),
  }),
  Asker.extend({ kind: z.literal('show'), finding: z.string() }),
  /** Fills a details modal that is already open; `subject` is a card's or a finding's key. */
  z.object({ kind: z.literal('details'), who: z.string(), view: z.string(), subject: z.string() }),
  Asker.extend({ kind: z.literal('pause'), scope: z.string(), on: z.boolean() }),
  Asker.extend({ kind: z.literal('tickets'), list: TicketList, page: z.number().int().min(1) }),
  /** `subject` is a card's or a finding's key; `press` names this press, so that carrying it out twice is recognised. */
  Asker.extend({ kind: z.literal('open ticket'), press: z.string(), subject: z.string() }),
  Asker.extend({
    kind: z.literal('ticket'),
    press: z.string(),
    ticket: z.string(),
    move: TicketMove,
    /** The list in which it was pressed. */
    from: z.object({ list: TicketList, page: z.number().int().min(1) }).optional(),
  }),
  /** `submission` names the form that was sent off: one form is one finding, however often it arrives. */
  Asker.extend({ kind: z.literal('new finding'), submission: z.string(), form: NewFinding }),
  /** A test card in the channel `scope`; `id` names the asking: asked for once, it is posted once. */
  Asker.extend({ kind: z.literal('test'), id: z.string(), scope: z.string() }),
  Asker.extend({ kind: z.literal('health') }),
  Asker.extend({ kind: z.literal('on call') }),
  Asker.extend({ kind: z.literal('score'), standard: z.string().optional() }),
  Asker.extend({ kind: z.literal('report'), id: z.string(), askedAt: z.string(), ...ReportQuery.shape }),
  Asker.extend({ kind: z.literal('insights'), page: z.number().int().min(1), ...Offered }),
  /** `which`: its ARN, or the beginning of its name. */
  Asker.extend({ kind: z.literal('insight'), which: z.string(), ...Offered }),
  /** The findings that an insight counts under one value; `count`: how many it counted. */
  Asker.extend({ kind: z.literal('insight findings'), arn: z.string(), value: z.string(), count: z.number().int().optional() }),
  /** Fills a form that is open with an insight as it is now. */
  Asker.extend({ kind: z.literal('insight form'), view: z.string(), which: z.string() }),
  /** A form sent off: what it asks for is tried out, or made. `arn`: of the insight that it changes. */
  Asker.extend({ kind: z.literal('preview insight'), ...FilledInsightForm }),
  Asker.extend({ kind: z.literal('save insight'), ...FilledInsightForm }),
  Asker.extend({ kind: z.literal('ask to delete insight'), which: z.string() }),
  Asker.extend({ kind: z.literal('delete insight'), arn: z.string() }),
  /** The data of a report, into the thread of its message. */
  Asker.extend({ kind: z.literal('export'), format: ExportFormat, of: ReportRef }),
  Asker.extend({ kind: z.literal('trend'), days: z.number().int(), standard: z.string().optional() }),
  /** Who did what about a finding, as a file; without one, whether the whole record is as it was written. */
  Asker.extend({ kind: z.literal('evidence'), of: EvidenceSubject }),
  /** What changed lately, for all of a channel; told once for each `id`. `by` has asked for it, and waits. */
  z.object({ kind: z.literal('digest'), channel: z.string(), id: z.string(), by: z.string().optional() }),
  /** Keeps how things stand today. */
  z.object({ kind: z.literal('snapshot') }),
  /** `administers`: whether to offer what only administrators may do. */
  Asker.extend({ kind: z.literal('standards'), administers: z.boolean(), said: z.string().optional() }),
  Asker.extend({ kind: z.literal('controls'), administers: z.boolean(), said: z.string().optional(), ...ControlsPage.shape }),
  /** `standard` is its key; `press` names this press, so that carrying it out twice is recognised. */
  Asker.extend({ kind: z.literal('switch standard'), press: z.string(), standard: z.string(), on: z.boolean() }),
  Asker.extend({
    kind: z.literal('switch control'),
    press: z.string(),
    askedAt: z.string(),
    control: z.string(),
    to: z.discriminatedUnion('on', [z.object({ on: z.literal(true) }), z.object({ on: z.literal(false), reason: z.string() })]),
    /** Where it was pressed, its `standard` by key. */
    from: ControlsPage,
  }),
  /** `responds`: whether to offer to end one. */
  Asker.extend({ kind: z.literal('exceptions'), page: z.number().int().min(1), responds: z.boolean() }),
  /** A press that ends a suppression, made in the list of them. */
  Asker.extend({ kind: z.literal('end exception'), intent: z.string(), page: z.number().int().min(1) }),
  Asker.extend({ kind: z.literal('export exceptions'), format: z.enum(['csv', 'json']) }),
  /** An approver's word on a suppression, which is a press that waits for it. */
  Asker.extend({ kind: z.literal('decide'), card: z.string(), intent: z.string(), approve: z.boolean() }),
  /** Whoever acknowledged a card, then, is still at it. */
  Asker.extend({ kind: z.literal('hold'), card: z.string(), since: z.string() }),
  /** Calls for help with a card; `press` names the call. Nobody in `whom`: whoever is on call. */
  Asker.extend({ kind: z.literal('escalate'), press: z.string(), card: z.string(), reason: z.string(), whom: z.array(z.string()) }),
  /** `passed`: names of the cards that were shown before; see next-card.ts. */
  Asker.extend({ kind: z.literal('next'), passed: z.array(z.string()) }),
  Asker.extend({ kind: z.literal('mine'), page: z.number().int().min(1) }),
  /** A card for the next shift, in the channel; posted once for each `id`. */
  Asker.extend({ kind: z.literal('handover'), id: z.string() }),
  /** Fills a form that is already open with what the person chose all of; `id` names what it then shows. */
  z.object({ kind: z.literal('bulk preview'), who: z.string(), channel: z.string(), view: z.string(), id: z.string(), source: BulkSource }),
  Asker.extend({ kind: z.literal('bulk'), selection: z.string(), order: BulkOrder }),
  Asker.extend({ kind: z.literal('undo bulk'), job: z.string() }),
  /** Somebody has opened the app's Home. */
  z.object({ kind: z.literal('home'), who: z.string() }),
  /** Does what has fallen due about a card. */
  z.object({ kind: z.literal('promises'), card: z.string() }),
  /** Reads back whether Security Hub has made the change that a press on this card asked for. */
  z.object({ kind: z.literal('confirm'), card: z.string() }),
  /** Compares the table with Security Hub. */
  z.object({ kind: z.literal('repair') }),
  /** What a sweep would go through; and a sweep begun. `press` names the press, `expected` what it was told. */
  Asker.extend({ kind: z.literal('sweep'), scope: SweepScope }),
  Asker.extend({ kind: z.literal('start sweep'), press: z.string(), scope: SweepScope, expected: z.number().int() }),
  /** Goes on with work that takes longer than one run. */
  z.object({ kind: z.literal('job'), job: z.string() }),
]);
export type Request = z.infer<typeof Request>;
