import { type Card, isDirty } from './card.ts';
import { nextDue } from './due.ts';
import { type Finding, isOpen } from './finding.ts';

const DAY_MS = 24 * 3600_000;

/** As long as Security Hub itself keeps a finding after its last update: a press any later has nothing left to change. */
const CLOSED_DAYS = 90;

/** So that whatever still has its card has its finding as well. */
const BEHIND_CARD_DAYS = CLOSED_DAYS + 30;

/** Security Hub drops what nothing has updated for 90 days: after this there is no such finding, however late its last event was. */
const OPEN_DAYS = 120;

/** A sheet lists what may be open for long; every change of one of its cards begins this anew. */
const SHEET_DAYS = 400;

/** After its day, so that a late press is told that the test is over. */
const TEST_DAYS = 7;

/**
 * When the row of a card written now may go; undefined for as long as it is open, not drawn as it should be, or anything about it is
 * to come. The summary of what a channel had before installation stays: there is one in a channel, and it counts what is there now.
 */
export function cardExpiresAt(card: Card, now: Date): Date | undefined {
  const { subject } = card;
  if (subject.kind === 'test') return after(TEST_DAYS, new Date(subject.until));
  if (subject.kind === 'adopted' || !isAtRest(card)) return undefined;
  if (subject.kind === 'head' && subject.closedAt === undefined) return undefined;
  return after(subject.kind === 'sheet' ? SHEET_DAYS : CLOSED_DAYS, now);
}

/** What was given up has nothing to send any more, whatever it had. */
const isAtRest = (card: Card): boolean =>
  !card.open &&
  !isDirty(card) &&
  card.state !== 'POSTING' &&
  nextDue(card) === undefined &&
  card.exception === undefined &&
  (card.unrecorded ?? []).length === 0 &&
  (card.outgoing.length === 0 || card.state === 'PARKED');

interface Known {
  finding: Finding;
  /** The channels in which its problem has a card. */
  channels: readonly string[];
  /** The end of the suppression that somebody answers for. */
  suppressedUntil?: string;
}

/**
 * When the row of a finding written now may go. What is open and has a card has none: once Security Hub has dropped it, the daily
 * comparison of open cards closes it. What is suppressed stays until its suppression is over, and its card too.
 */
export function findingExpiresAt({ finding, channels, suppressedUntil }: Known, now: Date): Date | undefined {
  const carded = channels.length > 0;
  if (isOpen(finding)) return carded ? undefined : after(OPEN_DAYS, now);
  if (!carded) return after(CLOSED_DAYS, now);
  const ends = finding.workflow === 'SUPPRESSED' ? Date.parse(suppressedUntil ?? '') : Number.NaN;
  return after(BEHIND_CARD_DAYS, new Date(Number.isNaN(ends) ? now : Math.max(ends, now.getTime())));
}

/** Whether Security Hub has dropped a finding of which nothing was heard for so long, when it does not tell of it any more. */
export const isForgotten = ({ updatedAt }: Pick<Finding, 'updatedAt'>, now: Date): boolean =>
  now.getTime() - Date.parse(updatedAt) >= CLOSED_DAYS * DAY_MS;

/** Whether what was known of closed findings at installation may be forgotten by now; nothing that is open can have been silent for so long. */
export const isLongAgo = (installedAt: Date, now: Date): boolean => now >= after(CLOSED_DAYS, installedAt);

const after = (days: number, from: Date): Date => new Date(from.getTime() + days * DAY_MS);
