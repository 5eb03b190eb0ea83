import type { Around } from './around.ts';
import type { AuditEntry } from './audit.ts';
import type { Backlog } from './backlog.ts';
import type { Card, PressAction } from './card.ts';
import type { ExceptionCount, ExceptionRow } from './exception-register.ts';
import type { Face, ProblemFace, RowAction } from './face.ts';
import type { Finding, Severity, WorkflowStatus } from './finding.ts';
import type { FindingsQuery } from './findings-query.ts';
import type { Checked } from './health.ts';
import type { Group, Insight } from './insight.ts';
import type { NewFinding } from './new-finding.ts';
import type { Notice } from './notice.ts';
import type { OnCall } from './on-call.ts';
import type { QuickWins, Scores, StandardScore } from './report-scores.ts';
import type { Snapshot } from './report-snapshot.ts';
import type { Score } from './score.ts';
import type { Standard } from './standard.ts';
import type { ControlList, CountedControl } from './standard-control.ts';
import type { SweepScope } from './sweep.ts';
import type { Ticket, TicketList, TicketMark } from './ticket.ts';
import type { Verdict } from './verdict.ts';

/** What is said under a card about one press. */
export interface PressLine {
  who: string;
  action: PressAction;
  reason?: string;
  /** The title of the finding, where the message above is about several. */
  about?: string;
  /** Whose it is to be: a person, or a user group. */
  assignee?: string;
  /** Until when it is put off, or `open`: until its severity rises. */
  until?: string;
  open?: boolean;
  /** What was taken back. */
  undid?: PressAction;
  /** On a test card, where nothing was done. */
  test?: boolean;
  /** Something that did not work, in words. */
  failed?: string;
}

/** A ticket in a list. `said`: what a press on it has just done, or why it did nothing. */
export interface TicketRow {
  ticket: Ticket;
  finding?: Finding;
  /** The message of the problem's card. */
  card?: { channel: string; ts: string };
  said?: string;
}

/** Something that is a person's own. */
export type MineRow =
  | ({ is: 'ticket' } & TicketRow)
  | {
      is: 'card';
      finding: Finding;
      severity: Severity;
      workflow: WorkflowStatus;
      /** When it was raised; ISO 8601. */
      since: string;
      overdue: boolean;
      snoozed?: Pick<NonNullable<Card['snoozed']>, 'until' | 'open'>;
      message?: { channel: string; ts: string };
    };

/** The answer to something a person asked, as domain data; Slack's views draw it. `backlog`: what waits to be shown while it is given. */
export type Answer = Answered & { backlog?: Backlog };

type Answered =
  | { kind: 'words'; text: string }
  | { kind: 'help' }
  /** `at`: when it was asked. */
  | ({ kind: 'on call'; at: string } & OnCall)
  /** What a sweep would go through. */
  | { kind: 'sweep'; scope: SweepScope; count: number }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'health'; at: string; tookMs: number; checks: Checked[] }
  /** `words` say why, and what to do; nothing that was typed is lost. */
  | { kind: 'not created'; words: string; form: NewFinding }
  /** `responds`, `administers`: which buttons to offer. `said`: what was just done. */
  | {
      kind: 'insights';
      insights: Insight[];
      total: number;
      page: number;
      pages: number;
      responds: boolean;
      administers: boolean;
      said?: string;
    }
  | { kind: 'insight'; arn: string; name: string; groupBy: string; groups: Group[]; responds: boolean; administers: boolean }
  /** `ours`: shub counts by it. */
  | { kind: 'delete insight'; insight: Insight; ours: boolean }
  | { kind: 'score'; scores: Scores; standard?: StandardScore; wins?: QuickWins }
  | { kind: 'trend'; days: number; standard?: string; snapshots: Snapshot[] }
  | {
      kind: 'findings';
      query: FindingsQuery;
      page: number;
      rows: { finding: Finding; verdict?: Verdict; snoozed?: Pick<NonNullable<Card['snoozed']>, 'until' | 'open'> }[];
      next?: string;
      /** What the list leaves out only because it is snoozed. */
      snoozedBeside?: { count: number; cut: boolean };
      total?: number;
      about?: string;
    }
  | {
      kind: 'finding';
      finding: Finding;
      verdict?: Verdict;
      card?: string;
      actionVersion?: number;
      offers: readonly RowAction[];
      ticket?: TicketMark;
      /** What a press on it has just done. */
      said?: string;
      /** What its card says, and where that is. */
      face?: ProblemFace;
      url?: string;
    }
  /** The card that matters most to whoever asked; `left` wait after it, `passed` were skipped, `snoozed` come back by themselves. */
  | { kind: 'next'; face: ProblemFace; left: number; passed: string[]; snoozed: number }
  | { kind: 'mine'; who: string; at: string; rows: MineRow[]; page: number; pages: number; total: number }
  /** `administers`: whether the buttons of administrators are drawn. `said`: what a press has just done, in words. */
  | { kind: 'standards'; standards: Standard[]; administers: boolean; said?: string }
  | {
      kind: 'controls';
      standard: Standard;
      list: ControlList;
      rows: CountedControl[];
      /** Of all controls of the standard. */
      score: Score;
      page: number;
      pages: number;
      administers: boolean;
      said?: string;
    }
  /** `who` asked at `at`: so that it can be said what is theirs and how long there is left. */
  | { kind: 'tickets'; who: string; at: string; list: TicketList; rows: TicketRow[]; page: number; pages: number; total: number }
  /** `responds`: whether to offer to end one. `said`: what a press has just done. */
  | { kind: 'exceptions'; rows: ExceptionRow[]; count: ExceptionCount; page: number; pages: number; responds: boolean; said?: string }
  | { kind: 'ticket'; who: string; at: string; row: TicketRow };

export interface Details {
  face: Face | undefined;
  finding: Finding;
  members: Finding[];
  verdict: Verdict | undefined;
  /** Undefined when it has no card. */
  around: Around | undefined;
  /** As Security Hub tells it; undefined while it is being fetched. */
  raw: unknown;
  /** Oldest first. */
  history: AuditEntry[];
}
