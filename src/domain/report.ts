import type { Backlog } from './backlog.ts';
import type { PressAction } from './card.ts';
import type { CardRow } from './card-row.ts';
import type { ExceptionCount, ExceptionRow } from './exception-register.ts';
import type { Group } from './insight.ts';
import type { QuickWins, Scores, StandardScore } from './report-scores.ts';
import type { SlaBreaches } from './report-sla.ts';
import type { Snapshot } from './report-snapshot.ts';
import type { HandlingTimes } from './report-times.ts';

/** Groups of findings, the largest first; not `complete` when Security Hub tells no more than the largest hundred. */
export interface Counted {
  groups: Group[];
  complete: boolean;
}

/** What Security Hub says at one moment. */
export interface Measurement extends Scores {
  /** Findings that wait for somebody, by severity label and by product. */
  open: { severity: Counted; product: Counted };
  /** Failed checks, by account and by resource. */
  failed: { account: Counted; resource: Counted };
}

/** `/shub report`: how an estate stands, and how it came to that. */
export interface Report extends Measurement {
  at: string;
  /** The period that it looks back over. */
  days: number;
  /** The standard that it is about; all of them when absent. */
  standard?: StandardScore;
  account?: { id: string; name?: string };
  /** What the policy calls accounts, by id. */
  accountNames: Readonly<Record<string, string>>;
  wins?: QuickWins;
  /** What waits to be shown in Slack while it is made. */
  backlog?: Backlog;
  /** Of the period, oldest first, this moment included. Empty for one account: its past is not kept. */
  trend: Snapshot[];
  handled: HandlingTimes & {
    /** What people did, to how many problems. */
    done: Partial<Record<PressAction, number>>;
    /** Only the newest presses of the period were looked at. */
    cut: boolean;
  };
  /** Suppressions of all accounts, the first that end by name; absent in a report about one account. */
  exceptions?: ExceptionCount & { rows: ExceptionRow[] };
  /** Absent while the policy sets no limits. `late`: what is open and late, the longest by name; `cut`: not all that is open was looked at. */
  sla?: SlaBreaches & { late: CardRow[]; cut: boolean };
}
