import type { PressAction } from '../../domain/card.ts';
import type { EscalationStep } from '../../domain/escalation.ts';
import type { Finding, ProductKind, Severity, WorkflowStatus } from '../../domain/finding.ts';
import type { Verdict } from '../../domain/verdict.ts';

/** The mark beside a severity word; the word is always there too, colour never stands alone. */
export const SEVERITY_MARK: Record<Severity, string> = {
  CRITICAL: '🔴',
  HIGH: '🟠',
  UNKNOWN: '⚪',
  MEDIUM: '🟡',
  LOW: '🔵',
  INFORMATIONAL: '⚫',
};

/** The bar beside an open card. Slack takes named colours only for attachments without blocks, so these are hex. */
export const SEVERITY_COLOUR: Record<Severity, string> = {
  CRITICAL: '#B3261E',
  HIGH: '#E8710A',
  UNKNOWN: '#6B7280',
  MEDIUM: '#C9A100',
  LOW: '#1F6FEB',
  INFORMATIONAL: '#5F6368',
};

/** A button's label; an ellipsis says that a question comes first. */
export const PRESS_LABEL: Record<PressAction, string> = {
  acknowledge: 'Acknowledge',
  resolve: 'Resolve…',
  suppress: 'Suppress…',
  reopen: 'Re-open',
  snooze: 'Snooze…',
  assign: 'Assign…',
  note: 'Add note…',
  undo: 'Undo',
};

/** What was done, at the start of a sentence. */
export const PRESS_DONE: Record<PressAction, string> = {
  acknowledge: 'Acknowledged',
  resolve: 'Resolved',
  suppress: 'Suppressed',
  reopen: 'Re-opened',
  snooze: 'Snoozed',
  assign: 'Assigned',
  note: 'Note',
  undo: 'Undid',
};

export const PRESS_MARK: Record<PressAction, string> = {
  acknowledge: '👀',
  resolve: '✅',
  suppress: '🔕',
  reopen: '🔓',
  snooze: '💤',
  assign: '👤',
  note: '📝',
  undo: '⏪',
};

export const WORKFLOW_WORDS: Record<WorkflowStatus, string> = {
  NEW: 'new',
  NOTIFIED: 'acknowledged',
  RESOLVED: 'resolved',
  SUPPRESSED: 'suppressed',
};

export const PRODUCT_NAME: Record<Exclude<ProductKind, 'other'>, string> = {
  'security-hub': 'Security Hub',
  guardduty: 'GuardDuty',
  inspector: 'Inspector',
  macie: 'Macie',
  'access-analyzer': 'IAM Access Analyzer',
  config: 'Config',
  health: 'Health',
  'patch-manager': 'Patch Manager',
};

/** How a finding that no longer needs anyone is marked, by what closed it. */
export interface Closed {
  word: 'PASSED' | 'ARCHIVED' | 'RESOLVED' | 'SUPPRESSED';
  mark: string;
  colour: string;
}

const GREEN = '#2E7D32';
const GREY = '#8A8F98';

const CLOSED: Record<Closed['word'], Closed> = {
  PASSED: { word: 'PASSED', mark: '✅', colour: GREEN },
  RESOLVED: { word: 'RESOLVED', mark: '✅', colour: GREEN },
  SUPPRESSED: { word: 'SUPPRESSED', mark: '🔕', colour: GREY },
  ARCHIVED: { word: 'ARCHIVED', mark: '📦', colour: GREY },
};

/** Undefined while it is open. A person's word goes before the service's: what was suppressed and then archived is suppressed. */
export function closedAs(state: { open: boolean; workflow: WorkflowStatus; finding: Finding }): Closed | undefined {
  if (state.open) return undefined;
  if (state.workflow === 'SUPPRESSED' || state.workflow === 'RESOLVED') return CLOSED[state.workflow];
  return state.finding.compliance?.status === 'PASSED' ? CLOSED.PASSED : CLOSED.ARCHIVED;
}

/** Why a finding got, or did not get, a card: the end of a sentence that begins with "because". */
export const VERDICT_WORDS: Record<Verdict['because'], string> = {
  'first seen': 'it was seen for the first time',
  'severity rose': 'its severity rose',
  're-opened': 'it came back after it was closed',
  'asked for by a sweep': 'open before, and an administrator asked for everything open of its severity',
  'sent by hand': 'someone sent it from the AWS console',
  'severity fell': 'its severity fell',
  'workflow changed': 'its workflow status changed',
  closed: 'it was closed',
  'details changed': 'its details changed',
  'echo of our own update': 'it echoes a change made here',
  'nothing changed': 'nothing about it changed',
  'older version': 'a newer state of it was known already',
  'no route wants it': 'no route in the policy wants it',
  'known before we came': 'it was there before shub was installed',
  'archived before anyone was told': 'it was archived before anyone was told',
  'closed before anyone was told': 'it was closed before anyone was told',
  'check passed': 'its check passes',
  'found in Slack': "it was in Slack already when shub's table was rebuilt",
};

/** `25 minutes`, `8 hours`, `2 days`; in the largest unit that leaves no more than it should. */
export function spanWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 120) return plural(minutes, 'minute');
  return minutes < 48 * 60 ? plural(Math.round(minutes / 60), 'hour') : plural(Math.round(minutes / 1440), 'day');
}

/** What is done at each step of an escalation, as something that happens. */
export const ESCALATION_WORDS: Record<EscalationStep, string> = {
  mention: 'on-call is mentioned in its thread',
  page: 'an alert page goes out by SNS',
  fallback: 'the fallback channel is told',
};

/** How long it is until then, from `now`; both ISO 8601. */
export function inTime(at: string, now: string): string {
  const ms = Date.parse(at) - Date.parse(now);
  return ms < 60_000 ? 'within a minute' : `in ${spanWords(ms)}`;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
