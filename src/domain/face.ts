import { createHash } from 'node:crypto';
import type { Card, LastPress, PressAction } from './card.ts';
import type { Finding, Severity, WorkflowStatus } from './finding.ts';
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
  /** Why it is here: the verdict's reason, and the policy's route that named the channel. */
  because: string;
  route: string | undefined;
  /** The buttons its state offers, most important first. */
  offers: readonly PressAction[];
  generation: number;
  /** The message of the generation before. */
  previousTs: string | undefined;
}

/** The one message of a channel about what was there before installation. */
export interface AdoptedFace {
  kind: 'adopted';
  card: string;
  counts: Partial<Record<Severity, number>>;
}

export type Face = ProblemFace | AdoptedFace;

const OFFERS: Record<WorkflowStatus, readonly PressAction[]> = {
  NEW: ['acknowledge', 'resolve', 'suppress'],
  NOTIFIED: ['resolve', 'suppress', 'reopen'],
  RESOLVED: ['reopen'],
  SUPPRESSED: ['reopen'],
};

/** What a workflow status lets a person do next. */
export const offersFor = (workflow: WorkflowStatus): readonly PressAction[] => OFFERS[workflow];

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
    because: card.because,
    route: card.route,
    // An archived finding's status cannot matter any more: nothing is offered but to look.
    offers: members.every((finding) => finding.recordState === 'ARCHIVED') ? [] : offersFor(card.workflow),
    generation: card.generation,
    previousTs: card.previousTs,
  };
}

/** The version of a ticket counts writes, of which most change nothing that is drawn. */
function drawnOf({ version: _version, ...drawn }: TicketMark): ProblemFace['ticket'] {
  return drawn;
}

/** Parts of a finding that move with every re-import and that no message shows. */
const NOT_DRAWN = new Set(['contentHash', 'updatedAt', 'lastSeenAt', 'note']);

/** Equal for faces that are drawn alike. */
export function faceHash(face: Face): string {
  const drawn = JSON.stringify(face, (key, value: unknown) => (NOT_DRAWN.has(key) ? undefined : value));
  return createHash('sha256').update(drawn).digest('hex').slice(0, 32);
}
