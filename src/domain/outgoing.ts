import * as z from 'zod';
import { Notice } from './notice.ts';

/** The detail-types of what shub puts on the event bus. */
export const EventType = z.enum([
  'Finding Alerted',
  'Finding Acknowledged',
  'Finding Resolved',
  'Finding Suppressed',
  'Finding Reopened',
  'Finding Snoozed',
  'Finding Assigned',
  'Press Undone',
  'Finding Escalated',
  'Alert Page Failed',
  'Findings Changed',
  'Ticket Opened',
  'Ticket Taken',
  'Ticket Done',
  'Ticket Reopened',
  'Ticket Given Back',
  'Ticket Overdue',
  'Ticket Closed',
]);
export type EventType = z.infer<typeof EventType>;

/** Who did something: a Slack user id, or for `outside` the name Security Hub gives, or the part of shub that acted by itself. */
export const Doer = z.object({ by: z.string(), from: z.enum(['slack', 'outside', 'shub']) });
export type Doer = z.infer<typeof Doer>;

const Step = z.object({
  /** Goes with every try, so that whoever gets it twice can tell. */
  id: z.string(),
  /** When it came about, in ms since 1970. */
  since: z.number(),
  tries: z.number().int(),
  /** Not before this time, in ms since 1970. Whoever is sending it moves it on, so that nobody else does meanwhile. */
  notBefore: z.number(),
});

/** The alert page about a card. `told`: people were told that it does not get through. */
const Page = Step.extend({ kind: z.literal('page'), told: z.boolean() });

/** An event on the bus; built in full when it is sent, but for what was so only at the time. */
const Event = Step.extend({ kind: z.literal('event'), type: EventType, ...Doer.shape, reason: z.string().optional() });

/** Security Hub to be told NOTIFIED. `delivered`: the alert page was sent, with or without a message in Slack. */
const Notify = Step.extend({ kind: z.literal('notify'), delivered: z.boolean() });

/** A line under the card about what nobody did; `broadcast`: in the channel as well. */
const Say = Step.extend({ kind: z.literal('say'), notice: Notice, broadcast: z.boolean() });

/** Part of an escalation; `elsewhere` finds out who of them is not in the channel, and has each told `direct`. Nobody in `whom`: whoever is on call when it is sent. `told`: people were told that it does not get through. */
const Call = Step.extend({
  kind: z.literal('call'),
  step: z.enum(['mention', 'page', 'fallback', 'elsewhere', 'direct']),
  ...Doer.shape,
  reason: z.string().optional(),
  /** Slack ids of people and user groups. */
  whom: z.array(z.string()),
  told: z.boolean(),
});

/**
 * What still has to be sent to the outside because of a change, written in the same row and the same write as that change:
 * neither can exist without the other, and what a crash interrupts is sent later with the same id.
 */
export const Outgoing = z.discriminatedUnion('kind', [Page, Event, Notify, Call, Say]);
export type Outgoing = z.infer<typeof Outgoing>;
export type OutgoingPage = z.infer<typeof Page>;
export type OutgoingEvent = z.infer<typeof Event>;
export type OutgoingSay = z.infer<typeof Say>;
export type OutgoingCall = z.infer<typeof Call>;

/** Anything to be sent at once, unless something else is said. */
export const step = (id: string, now: Date) => ({ id, since: now.getTime(), tries: 0, notBefore: now.getTime() });

/** An event that happened now. */
export const eventStep = (id: string, type: EventType, { by, from, reason }: Doer & { reason?: string }, now: Date): OutgoingEvent => ({
  ...step(id, now),
  kind: 'event',
  type,
  by,
  from,
  ...(reason !== undefined && { reason }),
});

/** Longer than one try may take; a sender that died is followed by another after this. */
const CLAIM_MS = 60_000;

/** How long to wait after each failed try, and after all further ones. */
const BACK_OFF_MS = [10_000, 30_000, 60_000, 120_000];
const SLOW_MS = 15 * 60_000;

/** What has not got through after a day is given up. */
const PATIENCE_MS = 24 * 3600_000;

/** These steps taken by a sender, one more try each. */
export const claimed = (steps: readonly Outgoing[], ids: ReadonlySet<string>, now: number): Outgoing[] =>
  steps.map((each) => (ids.has(each.id) ? { ...each, tries: each.tries + 1, notBefore: now + CLAIM_MS } : each));

/** Without what was sent, or need not be sent any more. */
export const without = (steps: readonly Outgoing[], id: string): Outgoing[] => steps.filter((each) => each.id !== id);

/** After a failed try: later again. `lasting`: the same soon cannot help, so that it goes straight to the slow pace. */
export const later = <S extends Outgoing>(failed: S, now: number, { lasting }: { lasting: boolean }): S => ({
  ...failed,
  notBefore: now + (lasting ? SLOW_MS : (BACK_OFF_MS[failed.tries - 1] ?? SLOW_MS)),
});

/** The step put off until `full` is over and some more: what many cards want at once each tries at a time of its own within half a minute. */
export const putOff = <S extends Outgoing>(step: S, full: number): S => ({ ...step, notBefore: full + spreadMs(step.id) });

const spreadMs = (id: string): number => (Array.from(id).reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 30_011, 7) % 30) * 1_000;

/** Failing for good as far as anybody can tell: people should know. */
export const isFailing = ({ tries }: Outgoing): boolean => tries > BACK_OFF_MS.length;

export const isHopeless = ({ since }: Outgoing, now: number): boolean => now - since >= PATIENCE_MS;
