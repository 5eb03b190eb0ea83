import { createHash } from 'node:crypto';
import type { Card, LastPress, PressAction } from './card.ts';
import type { Exception } from './exception.ts';
import type { Finding, Severity, WorkflowStatus } from './finding.ts';
import type { Tally } from './storm.ts';
import type { TicketMark } from './ticket.ts';

/** All that the message about a problem says; two equal faces are drawn alike. */
export interface ProblemFace {
  kind: 'problem';
  card: string;
  actionVersion: number;
  severity: Severity;
  workflow: WorkflowStatus;
  open: boolean;
  /** The member that tells the story: the most severe open one. */
  finding: Finding;
  /** How many findings are this one problem, and the standards they come from. */
  memberCount: number;
  standards: string[];
  owner: string | undefined;
  lastPress: LastPress | undefined;
  ticket: Omit<TicketMark, 'version'> | undefined;
  /** Who asks to suppress it, while a second person has to agree. */
  askedBy?: string | undefined;
  /** Until when it is put off, or `open`: until its severity rises. */
  snoozed?: Pick<NonNullable<Card['snoozed']>, 'until' | 'open' | 'by'> | undefined;
  /** The snooze that has brought it back. */
  awake?: Card['awake'];
  /** Security Hub agrees that it is fixed. */
  fixed?: 'check passed' | 'archived' | undefined;
  /** Until when it is suppressed. */
  exception?: Pick<Exception, 'until' | 'approvedBy'> | undefined;
  /** The suppression that has ended and brought it back. */
  lapsed?: Omit<Exception, 'warned'> | undefined;
  /** By when it should have been acknowledged or resolved, once that has passed. */
  breaches?: { of: 'acknowledge' | 'resolve'; by: string }[];
  /** Why it is here: the verdict's reason, and the policy's route that named the channel. */
  because: string;
  route: string | undefined;
  /** The buttons its state offers, most important first. */
  offers: readonly RowAction[];
  /** The channel that it was meant for, if it is not there. */
  meantFor?: string | undefined;
  /** Whether Slack may have another message about this that we could not find. */
  doubtful?: boolean | undefined;
  generation: number;
  /** The message of the generation before. */
  previousTs: string | undefined;
  /** Where that is, if not in the card's own channel. */
  previousChannel?: string | undefined;
  /** Set on a card about nothing: who tries out the channel, and until when; `over`: that time has passed. */
  test?: { by: string; until: string; over: boolean };
}

/** The one message of a channel about what was there before installation. */
export interface AdoptedFace {
  kind: 'adopted';
  card: string;
  counts: Partial<Record<Severity, number>>;
}

/** One row of a sheet: what a card would say in two lines, and the finding that a button opens. */
export interface SheetRow {
  card: string;
  finding: Finding;
  severity: Severity;
  workflow: WorkflowStatus;
  open: boolean;
  memberCount: number;
  lastPress: LastPress | undefined;
}

/** Part of a storm: up to 40 problems in one message. */
export interface SheetFace {
  kind: 'sheet';
  card: string;
  meantFor: string | undefined;
  rows: SheetRow[];
}

/** The message at the top of a storm, the numbers being as of when they were last looked at. */
export interface HeadFace {
  kind: 'head';
  card: string;
  since: string;
  waiting: Tally;
  oldestMinutes: number;
  done: Tally;
  sheets: number;
  messages: number;
  closedAt: string | undefined;
}

/** The results of an insight; `at` is when they were sent. */
export interface InsightFace {
  kind: 'insight';
  card: string;
  arn: string;
  name: string;
  resultType: string;
  region: string;
  groups: { value: string; count: number }[];
  /** The custom action by which it was sent. */
  action?: string | undefined;
  at: string;
  /** The channel that it was meant for, if it is not there. */
  meantFor?: string;
}

export type Face = ProblemFace | AdoptedFace | SheetFace | HeadFace | InsightFace;

/** What has a button of its own in the row of a card; the rest is in its menu. */
export type RowAction = Exclude<PressAction, 'assign' | 'note'>;

const OFFERS: Record<WorkflowStatus, readonly RowAction[]> = {
  NEW: ['acknowledge', 'resolve', 'snooze', 'suppress'],
  NOTIFIED: ['resolve', 'snooze', 'suppress', 'reopen'],
  RESOLVED: ['reopen'],
  SUPPRESSED: ['reopen'],
};

/** What a workflow status lets a person do next. */
export const offersFor = (workflow: WorkflowStatus): readonly RowAction[] => OFFERS[workflow];

type Standing = Pick<Card, 'workflow' | 'open' | 'unanswered' | 'undo' | 'snoozed' | 'subject'>;

/** One that is NOTIFIED for having been delivered, and for no other reason, can still be acknowledged. */
const statusOffers = ({ workflow, unanswered }: Pick<Card, 'workflow' | 'unanswered'>): readonly RowAction[] =>
  offersFor(unanswered && workflow === 'NOTIFIED' ? 'NEW' : workflow);

/** The buttons of a card, four at most: while the last press can be undone, what is least missed makes room for that. */
export function offersOn(card: Standing): readonly RowAction[] {
  const offers = statusOffers(card);
  if (!card.undo) return offers;
  const gives: RowAction = offers.includes('acknowledge') ? 'suppress' : card.snoozed ? 'snooze' : 'reopen';
  return [...(card.open ? offers.filter((each) => each !== gives) : offers), 'undo'];
}

/** Whether a press may be carried out on a card as it stands, whether or not there is a button for it just now. */
export function takes(card: Standing, action: PressAction): boolean {
  switch (action) {
    case 'undo':
      return card.undo !== undefined;
    case 'assign':
      return card.open && isAboutOne(card);
    case 'note':
      return isAboutOne(card);
    default:
      return statusOffers(card).includes(action);
  }
}

const isAboutOne = ({ subject }: Pick<Card, 'subject'>): boolean => subject.kind === 'problem' || subject.kind === 'test';

/** The face of a card about these findings, the lead first; see `leadFirst`. */
export function problemFace(card: Card, [lead, ...others]: readonly [Finding, ...Finding[]]): ProblemFace {
  const members = [lead, ...others];
  return {
    kind: 'problem',
    card: card.key,
    actionVersion: card.actionVersion,
    severity: card.severity,
    workflow: card.workflow,
    open: card.open,
    finding: lead,
    memberCount: members.length,
    standards: [...new Set(members.flatMap((finding) => finding.compliance?.standards ?? []))].sort(),
    owner: card.owner,
    lastPress: card.lastPress,
    ticket: card.ticket && drawnOf(card.ticket),
    askedBy: card.asked?.by,
    exception: card.exception && { until: card.exception.until, approvedBy: card.exception.approvedBy },
    lapsed: card.lapsed,
    snoozed: card.snoozed && { until: card.snoozed.until, open: card.snoozed.open, by: card.snoozed.by },
    awake: card.awake,
    fixed: card.fix?.confirmed,
    ...(card.breached && { breaches: card.breached.map((of) => ({ of, by: card.deadlines?.[of] ?? '' })) }),
    because: card.because,
    route: card.route,
    // An archived finding's status cannot matter any more: nothing is offered but to look.
    offers: members.every((finding) => finding.recordState === 'ARCHIVED') ? [] : offersOn(card),
    meantFor: card.place === undefined ? undefined : card.channel,
    doubtful: card.doubtful,
    generation: card.generation,
    previousTs: card.previousTs,
    previousChannel: card.previousChannel,
  };
}

/** The version of a ticket counts writes, of which most change nothing that is drawn. */
function drawnOf({ version: _version, ...drawn }: TicketMark): ProblemFace['ticket'] {
  return drawn;
}

/** Parts of a finding that move with every re-import and that no message shows. */
const NOT_DRAWN = new Set(['contentHash', 'updatedAt', 'lastSeenAt', 'note']);

/** Equal for faces that are drawn alike, in whatever order their parts were read: a row gives them back in another than an event. */
export function faceHash(face: Face): string {
  const drawn = JSON.stringify(face, (key, value: unknown) => (NOT_DRAWN.has(key) ? undefined : inOrder(value)));
  return createHash('sha256').update(drawn).digest('hex').slice(0, 32);
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
