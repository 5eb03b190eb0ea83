import * as z from 'zod';
import { type Card, placeOf } from './card.ts';
import { findingConsoleUrl } from './console-url.ts';
import { type Finding, FindingRef, ProductKind, Severity, WorkflowStatus } from './finding.ts';
import { Doer, type EventType, type OutgoingEvent } from './outgoing.ts';
import { TicketState } from './ticket.ts';

/** More findings of a change of many are not named in its event. */
export const MOST_NAMED = 100;

const MOST_MEMBERS = 50;
const MOST_RESOURCES = 10;

/** What every event of shub has in its detail. Fields are only ever added; `version` says when that does not hold. */
const Detail = z.object({
  version: z.literal(1),
  /** The same whenever this event is sent again; EventBridge itself may deliver one twice as well. */
  id: z.string(),
  /** When it happened, ISO 8601 with milliseconds. */
  time: z.iso.datetime(),
  /** A Slack user id (`slack`), the name Security Hub gives (`outside`), or the part of shub that did it by itself. */
  by: Doer.shape.by,
  from: Doer.shape.from,
  reason: z.string().optional(),
  /** The message in Slack, if there is one. */
  link: z.string().optional(),
});

const FindingOut = FindingRef.extend({
  title: z.string(),
  severity: Severity,
  workflow: WorkflowStatus,
  product: ProductKind,
  control: z.string().optional(),
  account: z.object({ id: z.string(), name: z.string().optional() }),
  region: z.string(),
  /** The first ten. */
  resources: z.array(z.object({ type: z.string(), id: z.string() })),
  /** The finding in the AWS console. */
  console: z.string(),
});

/** Something about a problem: the finding that tells its story, and all findings that are this one problem. */
const FindingDetail = Detail.extend({
  finding: FindingOut,
  /** At most 50, the finding itself included. */
  findings: z.array(FindingRef),
  card: z.object({
    key: z.string(),
    channel: z.string(),
    generation: z.number().int(),
    /** Slack id of a person or a user group. */
    owner: z.string().optional(),
  }),
});
export type FindingDetail = z.infer<typeof FindingDetail>;

/** Something about the ticket for a problem. */
const TicketDetail = Detail.extend({
  ticket: z.object({
    key: z.string(),
    title: z.string(),
    severity: Severity,
    state: TicketState,
    /** Slack user id. */
    owner: z.string().optional(),
    due: z.string(),
    account: z.object({ id: z.string(), name: z.string().optional() }),
    region: z.string(),
  }),
  findings: z.array(FindingRef),
});
export type TicketDetail = z.infer<typeof TicketDetail>;

/** Something done to many findings at once: instead of one event for each of them. */
const ManyDetail = Detail.extend({
  action: z.enum(['acknowledge', 'resolve', 'suppress', 'assign', 'reopen']),
  /** It was taken back within ten minutes. */
  undone: z.boolean(),
  changed: z.number().int(),
  failed: z.number().int(),
  leftAlone: z.number().int(),
  /** Those that were changed, at most a hundred. */
  findings: z.array(FindingRef),
});
type ManyDetail = z.infer<typeof ManyDetail>;

/** What the detail of each event holds, by detail-type; docs/events has the JSON Schemas made from these. */
export const EVENT_DETAILS = {
  'Finding Alerted': FindingDetail,
  'Finding Acknowledged': FindingDetail,
  'Finding Resolved': FindingDetail,
  'Finding Suppressed': FindingDetail,
  'Finding Reopened': FindingDetail,
  'Finding Snoozed': FindingDetail,
  'Finding Assigned': FindingDetail,
  'Press Undone': FindingDetail,
  'Finding Escalated': FindingDetail,
  'Alert Page Failed': FindingDetail,
  'Findings Changed': ManyDetail,
  'Ticket Opened': TicketDetail,
  'Ticket Taken': TicketDetail,
  'Ticket Done': TicketDetail,
  'Ticket Reopened': TicketDetail,
  'Ticket Given Back': TicketDetail,
  'Ticket Overdue': TicketDetail,
  'Ticket Closed': TicketDetail,
} as const satisfies Record<EventType, z.ZodType>;

/** An event ready for the bus. */
export interface EventOut {
  type: EventType;
  detail: FindingDetail | TicketDetail | ManyDetail;
  /** ARNs of what it is about, by which rules can match. */
  resources: string[];
}

/** An event about a card as its findings stand now, the lead first. */
export function findingEvent(
  step: OutgoingEvent,
  card: Card,
  [lead, ...others]: readonly [Finding, ...Finding[]],
  link?: string,
): EventOut {
  const control = lead.compliance?.control;
  const resources = lead.resources.slice(0, MOST_RESOURCES).map(({ type, id }) => ({ type, id }));
  return {
    type: step.type,
    resources: resources.map(({ id }) => id).filter((id) => id.startsWith('arn:')),
    detail: {
      ...commonDetail(step, link),
      finding: {
        id: lead.id,
        productArn: lead.productArn,
        title: lead.title,
        severity: card.severity,
        workflow: card.workflow,
        product: lead.product.kind,
        ...(control !== undefined && { control }),
        account: lead.account,
        region: lead.region,
        resources,
        console: findingConsoleUrl(lead),
      },
      findings: [lead, ...others].slice(0, MOST_MEMBERS).map(({ id, productArn }) => ({ id, productArn })),
      card: { key: card.key, channel: placeOf(card), generation: card.generation, ...(card.owner !== undefined && { owner: card.owner }) },
    },
  };
}

/** The part of a detail that all events share. */
export const commonDetail = ({ id, since, by, from, reason }: OutgoingEvent, link?: string): z.infer<typeof Detail> => ({
  version: 1,
  id,
  time: new Date(since).toISOString(),
  by,
  from,
  ...(reason !== undefined && { reason }),
  ...(link !== undefined && { link }),
});
