import * as z from 'zod';
import { Subject } from './card-subject.ts';
import { Escalation, Told } from './escalation.ts';
import { Exception } from './exception.ts';
import { Severity, WorkflowStatus } from './finding.ts';
import { Outgoing } from './outgoing.ts';
import { TicketMark } from './ticket.ts';
import { Unrecorded } from './unrecorded.ts';

/** `NEW` → `POSTING` → `POSTED`, or in a storm `LISTED` on a sheet; `PARKED` while Slack does not take this message as it is. */
const DeliveryState = z.enum(['NEW', 'POSTING', 'POSTED', 'LISTED', 'PARKED']);

/** What people can do about a card. */
export const PressAction = z.enum(['acknowledge', 'resolve', 'suppress', 'reopen', 'snooze', 'assign', 'note', 'undo']);
export type PressAction = z.infer<typeof PressAction>;

/** The last word on a card: who put it into its present workflow status, and where. */
export const LastPress = z.object({
  action: PressAction,
  /** Slack user id, or for `outside` the name Security Hub gives. */
  by: z.string(),
  /** `outside`: not through us, such as in the AWS console; `shub`: the clock, because of what was promised. */
  from: z.enum(['slack', 'outside', 'shub']),
  at: z.string(),
  reason: z.string().optional(),
});
export type LastPress = z.infer<typeof LastPress>;

/** Whoever acknowledged it is asked at this time (ms since 1970) whether they are still at it; `reminded`: loses it then. */
const Held = z.object({
  since: z.string(),
  remindAt: z.number(),
  reminded: z.boolean(),
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
});

/** Put off until then (ISO 8601), or until something happens before; see snooze.ts. */
const Snoozed = z.object({
  by: z.string(),
  since: z.string(),
  until: z.string(),
  /** Only its severity is waited for; `until` is the longest that the policy lets anything wait. */
  open: z.boolean(),
  reason: z.string().optional(),
  /** What has woken it before its time, in words. */
  woken: z.string().optional(),
});

/** Somebody says that it is fixed: whether Security Hub agrees. */
const Fix = z.object({
  since: z.string(),
  /** When it is looked up whether it still fails, in ms since 1970. */
  checkAt: z.number().optional(),
  confirmed: z.enum(['check passed', 'archived']).optional(),
});

/** The press made last, for as long as it can be taken back: what it found. */
const Undo = z.object({
  intent: z.string(),
  action: PressAction,
  by: z.string(),
  /** In ms since 1970. */
  until: z.number(),
  /** The keys of its findings by their workflow status before. */
  was: z.partialRecord(WorkflowStatus, z.array(z.string())),
  before: z.object({
    owner: z.string().optional(),
    lastPress: LastPress.optional(),
    exception: Exception.optional(),
    lapsed: Exception.optional(),
    held: Held.optional(),
    snoozed: Snoozed.optional(),
    fix: Fix.optional(),
    unanswered: z.boolean().optional(),
  }),
});
export type Undo = z.infer<typeof Undo>;

/** Where a message is. */
const Place = z.object({ channel: z.string(), ts: z.string() });

/** A Slack message: what it is about, what it should show and shows, and what is promised about it. */
export const Card = z.object({
  key: z.string(),
  channel: z.string(),
  subject: Subject,
  severity: Severity,
  workflow: WorkflowStatus,
  open: z.boolean(),
  /** Hash of what should be drawn, and of what was drawn last. */
  want: z.string(),
  shown: z.string().optional(),
  /** Counts messages about the same problem: a problem that comes back after it was closed gets a new one. */
  generation: z.number().int(),
  state: DeliveryState,
  /** The Slack message, once posted, and the one before it. */
  ts: z.string().optional(),
  previousTs: z.string().optional(),
  /** Where that is, if not in the card's own channel. */
  previousChannel: z.string().optional(),
  /** When that one was found to be gone or not to be edited any more, so that another takes its place; ISO 8601. */
  replacedAt: z.string().optional(),
  /** The channel that its message is in, or is to be, while its own takes none. */
  place: z.string().optional(),
  /** Posted again without knowing whether it had been posted before. */
  doubtful: z.boolean().optional(),
  /** The sheet on which it is, or was until it came back. */
  sheet: z.string().optional(),
  /** Slack took no sheet that it was on: it is to have a message of its own. */
  alone: z.boolean().optional(),
  /** The account and the product its findings come from. */
  source: z.object({ account: z.string(), product: z.string() }).optional(),
  /** Whoever is posting: the metadata of the message carries it, so that an unanswered post can be found again. */
  token: z.string().optional(),
  postingSince: z.number().optional(),
  /** When that message was first tried, in ms since 1970. */
  triedSince: z.number().optional(),
  /** When it was last found not to be there though it may have been on its way, in ms since 1970. */
  missedAt: z.number().optional(),
  /** When to look for a late twin of a message that had to be sent again, in ms since 1970. */
  twinChecks: z.array(z.number()).default([]),
  /** Whoever is editing, until when. */
  editor: z.string().optional(),
  claimedUntil: z.number().optional(),
  /** No machine edit before this time. */
  notBefore: z.number().optional(),
  /** What a person did had to wait to be shown: it comes before what machines changed, and no pace of theirs holds it back. */
  hurry: z.boolean().optional(),
  /** An edit was never answered and may still be on its way, to arrive on top of a newer one: drawn once more at this time. */
  redrawAt: z.number().optional(),
  /** Counts presses; a press on an older one is looked at again. */
  actionVersion: z.number().int(),
  /** The intent that holds the current actionVersion and has not finished yet; until then one worker has it to itself. */
  acting: z
    .object({
      intent: z.string(),
      who: z.string(),
      action: PressAction,
      until: z.number(),
      /** The workflow status that it found. */
      was: WorkflowStatus.optional(),
    })
    .optional(),
  /** The intent that was carried out last: doing it again finds it done. */
  acted: z.string().optional(),
  /** Slack id of a person, or of the user group that owns what it is about. */
  owner: z.string().optional(),
  lastPress: LastPress.optional(),
  /** How the ticket about the problem stands, if there is one. */
  ticket: TicketMark.optional(),
  /** What still has to be sent to the outside because of what happened to it. */
  outgoing: z.array(Outgoing).default([]),
  /** Members whose first alert it is and which are not on record yet. */
  unrecorded: z.array(Unrecorded).optional(),
  /** The generation about which an alert page was written down last. */
  paged: z.number().int().optional(),
  /** What happens while nobody acknowledges it. */
  escalation: Escalation.optional(),
  /** The newest calls for help that people made about it. */
  calls: z.array(z.string()).optional(),
  /** Whom its present generation was told to besides the channel, oldest first. */
  told: z.array(Told).optional(),
  /** NOTIFIED because its alert was delivered and for no other reason: nobody has acknowledged it. */
  unanswered: z.boolean().optional(),
  /** Why it is suppressed, and until when. */
  exception: Exception.optional(),
  /** The suppression that has ended by itself and brought it back. */
  lapsed: Exception.optional(),
  /** By when it should be acknowledged and resolved; ISO 8601. */
  deadlines: z.object({ acknowledge: z.string().optional(), resolve: z.string().optional() }).optional(),
  /** Which of these have passed. */
  breached: z.array(z.enum(['acknowledge', 'resolve'])).optional(),
  /** A suppression that a second person has to agree with first, until when (ms since 1970), and where they are asked. */
  asked: z.object({ intent: z.string(), by: z.string(), until: z.number(), message: Place.optional() }).optional(),
  held: Held.optional(),
  snoozed: Snoozed.optional(),
  /** The snooze that has ended and brought it back, and why. */
  awake: Snoozed.extend({ because: z.string() }).optional(),
  fix: Fix.optional(),
  undo: Undo.optional(),
  /** A press since `lastPress` that is not what its workflow status comes from. */
  latest: LastPress.optional(),
  /** Somebody is just seeing to what falls due about it, until then, in ms since 1970. */
  keptUntil: z.number().optional(),
  because: z.string(),
  /** The policy's route that named the channel. */
  route: z.string().optional(),
  /** Names the state of a finding that raised this message. */
  raisedBy: z.string(),
  createdAt: z.string(),
  /** A change that Security Hub took and has until `by` (ms since 1970) to make; how often somebody was asked to read it back. */
  confirm: z.object({ intent: z.string(), status: WorkflowStatus, by: z.number(), tries: z.number().int().optional() }).optional(),
  /** When its findings were last compared with what Security Hub says; ISO 8601. */
  checkedAt: z.string().optional(),
  parkedBecause: z.string().optional(),
  /** When a message that Slack refuses is tried again, in ms since 1970. */
  retryAt: z.number().optional(),
});
export type Card = z.infer<typeof Card>;

/** The channel in which its message is or is to be. */
export const placeOf = ({ place, channel }: Pick<Card, 'place' | 'channel'>): string => place ?? channel;

/** Since when it has waited for a message of its own, or for another in its place; ISO 8601. */
export const waitingSince = ({ createdAt, replacedAt }: Pick<Card, 'createdAt' | 'replacedAt'>): string => replacedAt ?? createdAt;

/** Whether a message that is not there would still tell anybody anything. */
const isMissed = ({ subject, open }: Card): boolean =>
  subject.kind === 'problem' ? open : subject.kind !== 'head' || subject.closedAt === undefined;

/** When a message that Slack refuses is tried again, in ms since 1970; undefined when nobody waits for it, or it is none of those. */
export const revivesAt = (card: Card): number | undefined => (card.state === 'PARKED' && isMissed(card) ? card.retryAt : undefined);

/** What a card says of the message before its own. */
export const pointingTo = (
  message: { channel: string; ts: string } | undefined,
  { channel }: Pick<Card, 'channel'>,
): Pick<Card, 'previousTs' | 'previousChannel'> =>
  message ? { previousTs: message.ts, ...(message.channel !== channel && { previousChannel: message.channel }) } : {};

export const isDirty = (card: Card): boolean => card.want !== card.shown && card.state !== 'PARKED';
