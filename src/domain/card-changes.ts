import { createHash } from 'node:crypto';
import { withNews } from './alerting.ts';
import { type Card, type PressAction, placeOf, pointingTo } from './card.ts';
import { unparked } from './delivery.ts';
import { faceHash, problemFace } from './face.ts';
import { type Finding, isOpen, severityRank, type WorkflowStatus } from './finding.ts';
import type { Policy } from './policy.ts';
import { promisesKept } from './promises.ts';
import { isMember, type Unrecorded } from './unrecorded.ts';

/** The key of the card about a problem in a channel. */
export const cardKeyOf = (problem: string, channel: string): string => digest(`${problem}|${channel}`);

/** The key of a channel's summary of what was there before installation. */
export const adoptedKeyOf = (channel: string): string => digest(`adopted|${channel}`);

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** The members of a problem with the one that tells its story first: open before closed, then the most severe, then the oldest. */
export function leadFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) ||
      severityRank(a.severity) - severityRank(b.severity) ||
      a.firstSeenAt.localeCompare(b.firstSeenAt) ||
      a.key.localeCompare(b.key),
  );
}

/** A problem stands where its least handled member stands. */
export function workflowOf(findings: readonly Finding[]): WorkflowStatus {
  const open = findings.filter(isOpen);
  const considered = open.length > 0 ? open : findings;
  const order: readonly WorkflowStatus[] = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'];
  return order.find((status) => considered.some(({ workflow }) => workflow === status)) ?? 'NEW';
}

interface Arrived {
  key: string;
  channel: string;
  problem: string;
  /** All members known, the one that arrived included; at least one. */
  findings: readonly [Finding, ...Finding[]];
  because: string;
  route?: string;
  /** Whether people must hear of it: anew, by a message of its own, if the card they have is closed or was not meant. */
  again: boolean;
  /** Names the state that arrived, so that the same one raises at most one message. */
  raisedBy: string;
  /** Whether the policy wants Security Hub to be told NOTIFIED once people have been. */
  notify?: boolean;
  /** By when the policy wants it dealt with. */
  sla?: Policy['sla'];
  /** The sheet on which the card is, if it is on one. */
  sheetAt?: { channel: string; ts: string };
  /** The finding that arrived, if the card has not been about it so far. */
  joining?: Unrecorded;
  now: Date;
}

/** The card after a state of one of its findings arrived; a new one if there was none. */
export function cardAfterArrival(card: Card | undefined, arrived: Arrived): Card {
  const { findings, now } = arrived;
  const [lead = findings[0], ...others] = leadFirst(findings);
  const workflow = workflowOf(findings);
  const base = card ?? newCard(arrived);
  const updated: Card = {
    ...base,
    subject: {
      kind: 'problem',
      problem: arrived.problem,
      members: [lead, ...others].map(({ key, id, productArn }) => ({ key, id, productArn })),
    },
    severity: lead.severity,
    source: { account: lead.account.id, product: lead.product.kind },
    workflow,
    open: findings.some(isOpen),
    ...(arrived.joining && !isMember(card, arrived.joining.key) && { unrecorded: [...(base.unrecorded ?? []), arrived.joining] }),
    ...(card && workflow !== card.workflow && arrived.because !== 'echo of our own update' && changedOutside(workflow, lead, now)),
  };
  const raised = card && raises(card, arrived) ? anew(updated, arrived) : updated;
  const after = wanting(promisesKept(card, raised, { findings, because: arrived.because, sla: arrived.sla }), [lead, ...others]);
  const happened = card && arrived.because !== 'echo of our own update' && happenedOutside(card, updated, lead);
  const { raisedBy: id, because, notify = false } = arrived;
  return withNews(card, after, { id, because, notify, about: lead.title, now, ...(happened && { happened }) });
}

/** A closed card is not reopened but followed by a new message; a person who sends a finding here expects one as well. */
const raises = (card: Card, { again, because, raisedBy }: Arrived): boolean =>
  again && (because === 'sent by hand' ? card.raisedBy !== raisedBy : !card.open);

function newCard({ key, channel, problem, findings: [first], because, route, raisedBy, now }: Arrived): Card {
  return {
    key,
    channel,
    subject: { kind: 'problem', problem, members: [{ key: first.key, id: first.id, productArn: first.productArn }] },
    severity: first.severity,
    workflow: first.workflow,
    open: true,
    want: '',
    generation: 1,
    state: 'NEW',
    twinChecks: [],
    actionVersion: firstVersion(now),
    outgoing: [],
    because,
    ...(route !== undefined && { route }),
    raisedBy,
    createdAt: now.toISOString(),
  };
}

/**
 * Minutes since 1970. The row of an earlier card about the same problem may have gone: what was pressed on that one must not be
 * taken for a press on this one, nor the other way round.
 */
const firstVersion = (now: Date): number => Math.floor(now.getTime() / 60_000);

/** The same problem as a new message that points back to the old one, or to the sheet that it was on. One not yet posted needs no second message. */
export function anew(card: Card, { because, raisedBy, sheetAt, now }: Pick<Arrived, 'because' | 'raisedBy' | 'sheetAt' | 'now'>): Card {
  if (card.state === 'NEW' || card.state === 'POSTING') return { ...card, because, raisedBy };
  const {
    ts,
    previousTs: _previousTs,
    previousChannel: _previousChannel,
    parkedBecause: _parked,
    retryAt: _retryAt,
    postingSince: _postingSince,
    shown: _shown,
    token: _token,
    owner: _owner,
    notBefore: _notBefore,
    lastPress: _lastPress,
    unanswered: _un,
    place: _place,
    doubtful: _doubtful,
    alone: _alone,
    told: _told,
    latest: _latest,
    replacedAt: _replacedAt,
    ...rest
  } = card;
  return {
    ...rest,
    because,
    raisedBy,
    state: 'NEW',
    generation: card.generation + 1,
    actionVersion: card.actionVersion + 1,
    ...pointingTo(card.state === 'LISTED' ? sheetAt : ts === undefined ? undefined : { channel: placeOf(card), ts }, card),
    createdAt: now.toISOString(),
  };
}

/**
 * To be shown by another message, because the one it has is gone or not to be edited any more. Nothing has happened to what it is
 * about: whose it is, who pressed last and what was promised stay. Undefined when somebody else has the card by now.
 */
export function replaced(card: Card | undefined, editor: string, now: Date): Card | undefined {
  if (card?.state !== 'POSTED' || card.editor !== editor) return undefined;
  const {
    ts,
    shown: _shown,
    token: _token,
    place: _place,
    doubtful: _doubtful,
    editor: _editor,
    claimedUntil: _claimed,
    notBefore: _notBefore,
    ...rest
  } = card;
  const before = ts === undefined ? {} : pointingTo({ channel: placeOf(card), ts }, card);
  return { ...rest, state: 'NEW', replacedAt: now.toISOString(), ...before };
}

const ACTION_BEHIND = {
  NEW: 'reopen',
  NOTIFIED: 'acknowledge',
  RESOLVED: 'resolve',
  SUPPRESSED: 'suppress',
} as const satisfies Record<WorkflowStatus, PressAction>;

/** A workflow status that no press of ours made was made elsewhere: the AWS console, an automation rule, the service itself. */
function changedOutside(workflow: WorkflowStatus, lead: Finding, now: Date): Pick<Card, 'lastPress' | 'owner' | 'unanswered'> {
  const lastPress = { action: ACTION_BEHIND[workflow], by: changedBy(lead), from: 'outside', at: now.toISOString() } as const;
  return { lastPress, owner: undefined, unanswered: undefined };
}

const changedBy = ({ note }: Finding): string => (note && note.by !== 'shub' ? note.by : 'Security Hub');

type Happened = Parameters<typeof withNews>[2]['happened'];

/** What became of a problem without us; archiving and passing leave its workflow status as it was. */
function happenedOutside(before: Card, after: Card, lead: Finding): Happened {
  if (!before.open && after.open) return { action: 'reopen', by: changedBy(lead), from: 'outside' };
  if (before.workflow !== after.workflow) return { action: ACTION_BEHIND[after.workflow], by: changedBy(lead), from: 'outside' };
  if (!before.open || after.open) return undefined;
  return { action: 'resolve', by: 'Security Hub', from: 'outside', reason: lead.recordState === 'ARCHIVED' ? 'archived' : 'check passed' };
}

/** The card wanting to be drawn as these findings, the lead first, make it look now. */
export function wanting(card: Card, [lead, ...others]: readonly [Finding, ...Finding[]]): Card {
  const want = faceHash(problemFace(card, [lead, ...others]));
  // What Slack did not take may have been in what is different now.
  return card.state === 'PARKED' && card.open && card.want !== want ? { ...unparked(card), want } : { ...card, want };
}

/** A message of ours that is about no single problem, not posted yet. */
export function summaryCard({ now, ...summary }: Pick<Card, 'key' | 'channel' | 'subject' | 'because' | 'raisedBy'> & { now: Date }): Card {
  return {
    ...summary,
    severity: 'INFORMATIONAL',
    workflow: 'NEW',
    open: false,
    want: digest(`${summary.key} at first`),
    generation: 1,
    state: 'NEW',
    twinChecks: [],
    actionVersion: 0,
    outgoing: [],
    createdAt: now.toISOString(),
  };
}

/** The summary of what a channel had before installation, wanting to be drawn again because of one more finding. */
export function adoptedCard(card: Card | undefined, channel: string, because: string, now: Date): Card | undefined {
  const want = digest(because);
  if (card) return card.want === want ? undefined : { ...card, want };
  const summary = { key: adoptedKeyOf(channel), channel, subject: { kind: 'adopted' } as const, because: 'known before we came' };
  return { ...summaryCard({ ...summary, raisedBy: because, now }), want };
}
