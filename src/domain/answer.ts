import type { AuditEntry } from './audit.ts';
import type { PressAction } from './card.ts';
import type { Face } from './face.ts';
import type { Finding } from './finding.ts';
import type { Notice } from './notice.ts';
import type { FindingsQuery } from './request.ts';
import type { Verdict } from './verdict.ts';

/** What is said under a card about one press. */
export interface PressLine {
  who: string;
  action: PressAction;
  reason?: string;
  /** Something that did not work, in words. */
  failed?: string;
}

/** The answer to something a person asked, as domain data; Slack's views draw it. */
export type Answer =
  | { kind: 'words'; text: string }
  | { kind: 'help' }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'findings'; query: FindingsQuery; page: number; rows: { finding: Finding; verdict?: Verdict }[]; next?: string; total?: number }
  | { kind: 'finding'; finding: Finding; verdict?: Verdict; card?: string; actionVersion?: number; offers: readonly PressAction[] };

export interface Details {
  face: Face | undefined;
  finding: Finding;
  members: Finding[];
  verdict: Verdict | undefined;
  /** As Security Hub tells it; undefined while it is being fetched. */
  raw: unknown;
  /** Oldest first. */
  history: AuditEntry[];
}
