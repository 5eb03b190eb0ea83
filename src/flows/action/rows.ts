import type { Card } from '../../domain/card.ts';
import { leadFirst, workflowOf } from '../../domain/card-changes.ts';
import { doneEditing } from '../../domain/delivery.ts';
import { type ProblemFace, problemFace } from '../../domain/face.ts';
import type { Finding, WorkflowStatus } from '../../domain/finding.ts';
import { type Intent, isNoteOf } from '../../domain/intent.ts';
import { afterPress } from '../../domain/press-changes.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { versionOf } from '../../domain/version.ts';
import type { Drawn } from '../delivery/show-press.ts';
import { sideBySide } from '../side-by-side.ts';
import { takeInFinding } from '../take-in-finding.ts';

type Needs = Parameters<typeof takeInFinding>[1];

/** BatchUpdateFindings "can take several minutes": until then what Security Hub says may be older than what we did. */
const ASYNCHRONOUS_MS = 10 * 60_000;

/**
 * Takes in what Security Hub says now about a card's findings, before it is acted on. Throws what to tell the person when
 * there is nothing left to act on or it is no longer what they were looking at.
 */
export async function takeIn(intent: Intent, card: Card, findings: readonly Finding[], services: Needs): Promise<void> {
  refuseWhatIsGone(findings);
  // A worker died right after changing it, and the event of that has not come yet.
  if (findings.some(({ note }) => isNoteOf(intent, note?.text))) return;
  const { now } = services;
  const pressedAt = card.lastPress && card.lastPress.from !== 'outside' ? Date.parse(card.lastPress.at) : 0;
  const workflow = workflowOf(findings);
  if (workflow === card.workflow || now().getTime() - Math.max(pressedAt, undoneAt(card)) < ASYNCHRONOUS_MS) return;
  for (const finding of findings) await takeInFinding({ finding, seen: now(), byHand: false }, services);
  throw new UserFacingError(
    'already_done',
    `This finding changed outside Slack meanwhile: it was ${card.workflow}, now it is ${workflow}. Your press changed nothing; look at the card again and decide.`,
  );
}

/** An undoing is no last press, but what Security Hub says may be older than it as well. */
const undoneAt = ({ latest }: Card): number => (latest?.action === 'undo' ? Date.parse(latest.at) : 0);

/** Throws what to tell the person when Security Hub has none of the findings any more, or none that matters. */
export function refuseWhatIsGone(findings: readonly Finding[]): void {
  if (findings.length === 0) {
    throw new UserFacingError(
      'finding_gone',
      'Security Hub no longer has this finding: it keeps them for 90 days after the last update, and drops those of disabled products. Nothing was changed.',
    );
  }
  if (findings.every(({ recordState }) => recordState === 'ARCHIVED')) {
    throw new UserFacingError(
      'finding_gone',
      'Security Hub has archived this finding: what it was about is gone or fixed. Nothing was changed.',
    );
  }
}

interface Result {
  /** All members as they were read. */
  findings: readonly Finding[];
  /** Those that Security Hub changed, of which the keys count. */
  changed: readonly Finding[];
  statusOf(finding: Finding): WorkflowStatus | undefined;
  at: Date;
  note: string;
  /** Until when what is suppressed now stays so; ISO 8601. */
  until: string;
  /** After how long whoever acknowledges now is asked whether they are still at it, in ms. */
  reminder: number | undefined;
}

/** What a press has done to the findings of a card, all of them as they are now, and what it makes of the card. */
export interface Outcome {
  after: readonly Finding[];
  /** The end of what it has suppressed. */
  suppressedUntil: string | undefined;
  card(stored: Card): Card;
  face(card: Card): ProblemFace;
}

export function outcomeOf(intent: Intent, { findings: found, changed, statusOf, at, note, until, reminder }: Result): Outcome | undefined {
  const done = new Set(changed.map(({ key }) => key));
  const after = found.map(
    (finding): Finding =>
      done.has(finding.key)
        ? { ...finding, workflow: statusOf(finding) ?? finding.workflow, note: { text: note, by: 'shub', at: at.toISOString() } }
        : finding,
  );
  const [lead, ...others] = leadFirst(after);
  if (!lead) return undefined;
  return {
    after,
    suppressedUntil: intent.action === 'suppress' ? until : undefined,
    card: (stored) => afterPress(stored, intent, { found, findings: [lead, ...others], at, until, reminder }),
    face: (card) => problemFace(card, [lead, ...others]),
  };
}

interface Shown {
  /** The card as it was when the press had its turn, and the name under which its message is ours to edit since. */
  card: Card;
  editor: string;
  drawn: Drawn | undefined;
}

/**
 * Writes into the finding rows and the card what a press has done, so that it can be seen before Security Hub's event comes
 * back, and with that what its message shows already. The card comes last: once it says so, the press counts as carried out.
 */
export async function writeDown(
  { after, suppressedUntil, card: changed }: Outcome,
  { card: seen, editor, drawn }: Shown,
  services: Needs,
): Promise<void> {
  const at = services.now();
  await sideBySide(...after.map((finding) => remember(finding, { at, suppressedUntil }, services)));
  const change = (stored: Card | undefined): Card | undefined => {
    if (!stored) return undefined;
    const card = changed(stored);
    return doneEditing(card, editor, at.getTime(), editedFrom(drawn, at.getTime())) ?? card;
  };
  await services.cards.change(seen.key, change, { seen });
}

const editedFrom = (drawn: Drawn | undefined, now: number): Parameters<typeof doneEditing>[3] =>
  drawn === undefined || drawn === 'unanswered' ? { retryAt: now, unanswered: drawn === 'unanswered' } : { drawn };

/** An arrival from meanwhile wins over what we know; the event of our own update is still to come. */
export async function remember(
  finding: Finding,
  { at, suppressedUntil }: { at: Date; suppressedUntil?: string | undefined },
  { findings }: Pick<Needs, 'findings'>,
): Promise<void> {
  const row = await findings.get(finding.key);
  if (!row) return;
  const version = versionOf(finding.updatedAt, at, finding.contentHash);
  const written = await findings.put({ ...row, finding, version, ...(suppressedUntil !== undefined && { suppressedUntil }) }, row.version);
  if (!written && suppressedUntil !== undefined) await keepUntil(finding.key, suppressedUntil, { findings });
}

/** A row that says when the suppression of its finding ends outlives it; nobody else knows that, whatever has arrived meanwhile. */
export async function keepUntil(key: string, suppressedUntil: string, { findings }: Pick<Needs, 'findings'>): Promise<void> {
  for (;;) {
    const row = await findings.get(key);
    if (!row || row.suppressedUntil === suppressedUntil) return;
    if (await findings.put({ ...row, suppressedUntil }, row.version)) return;
  }
}
