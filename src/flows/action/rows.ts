import { EVENT_OF } from '../../domain/alerting.ts';
import type { Card } from '../../domain/card.ts';
import { leadFirst, wanting, workflowOf } from '../../domain/card-changes.ts';
import type { Exception } from '../../domain/exception.ts';
import { type Finding, isOpen, type WorkflowStatus } from '../../domain/finding.ts';
import { type Intent, noteFor, reasonOf } from '../../domain/intent.ts';
import { eventStep } from '../../domain/outgoing.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { versionOf } from '../../domain/version.ts';
import { takeInFinding } from '../take-in-finding.ts';

type Needs = Parameters<typeof takeInFinding>[1];

/** After this Security Hub is asked whether it has done what a press asked for. */
const CONFIRMED_WITHIN_MS = 5 * 60_000;

/** BatchUpdateFindings "can take several minutes": until then what Security Hub says may be older than what we did. */
const ASYNCHRONOUS_MS = 10 * 60_000;

/**
 * Takes in what Security Hub says now about a card's findings, before it is acted on. Throws what to tell the person when
 * there is nothing left to act on or it is no longer what they were looking at.
 */
export async function takeIn(card: Card, findings: readonly Finding[], services: Needs): Promise<void> {
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
  const { now } = services;
  const pressedAt = card.lastPress && card.lastPress.from !== 'outside' ? Date.parse(card.lastPress.at) : 0;
  const workflow = workflowOf(findings);
  if (workflow === card.workflow || now().getTime() - pressedAt < ASYNCHRONOUS_MS) return;
  for (const finding of findings) await takeInFinding({ finding, seen: now(), byHand: false }, services);
  throw new UserFacingError(
    'already_done',
    `This finding changed outside Slack meanwhile: it was ${card.workflow}, now it is ${workflow}. Your press changed nothing; look at the card again and decide.`,
  );
}

interface Result {
  /** All members as they were read. */
  findings: readonly Finding[];
  /** Those that Security Hub changed. */
  changed: readonly Finding[];
  status: WorkflowStatus;
  at: Date;
  /** The person's name. */
  name: string;
  /** Until when what is suppressed now stays so; ISO 8601. */
  until: string;
  /** After how long whoever acknowledges now is asked whether they are still at it, in ms. */
  reminder: number | undefined;
}

/** Writes into the finding rows and the card what a press has done, so that it can be seen before Security Hub's event comes back. */
export async function showResult(
  intent: Intent,
  { findings, changed, status, at, name, until, reminder }: Result,
  services: Needs,
): Promise<void> {
  const done = new Set(changed.map(({ key }) => key));
  const note = { text: noteFor(intent, name), by: 'shub', at: at.toISOString() };
  const after = findings.map((finding): Finding => (done.has(finding.key) ? { ...finding, workflow: status, note } : finding));
  for (const finding of after) await remember(finding, at, services);

  const [lead, ...others] = leadFirst(after);
  if (!lead) return;
  await services.cards.change(intent.card, (stored) => {
    if (!stored) return undefined;
    const {
      acting: _acting,
      owner: _owner,
      unanswered: _unanswered,
      exception: _exception,
      lapsed: _lapsed,
      held: _held,
      ...rest
    } = stored;
    const reason = reasonOf(intent);
    const event = eventStep(intent.id, EVENT_OF[intent.action], { by: intent.who, from: 'slack', ...(reason && { reason }) }, at);
    const pressed: Card = {
      ...rest,
      outgoing: [...stored.outgoing, event],
      acted: intent.id,
      confirm: { intent: intent.id, status, by: at.getTime() + CONFIRMED_WITHIN_MS },
      workflow: workflowOf(after),
      open: after.some(isOpen),
      lastPress: { action: intent.action, by: intent.who, from: 'slack', at: at.toISOString(), ...(reason && { reason }) },
      ...(intent.action === 'suppress' && { exception: exceptionOf(intent, at, until) }),
      ...(intent.action === 'acknowledge' && reminder !== undefined && { held: heldFrom(at, reminder) }),
      ...(intent.action === 'acknowledge' && { owner: intent.who }),
      ...(intent.action === 'resolve' && stored.owner !== undefined && { owner: stored.owner }),
    };
    return wanting(pressed, [lead, ...others]);
  });
}

const heldFrom = (at: Date, reminder: number) => ({ since: at.toISOString(), remindAt: at.getTime() + reminder, reminded: false });

const exceptionOf = ({ who, approvedBy, reasonClass = 'other', text = '' }: Intent, at: Date, until: string): Exception => ({
  reasonClass,
  text,
  by: who,
  ...(approvedBy !== undefined && { approvedBy }),
  since: at.toISOString(),
  until,
});

/** An arrival from meanwhile wins over what we know; the event of our own update is still to come. */
export async function remember(finding: Finding, at: Date, { findings }: Pick<Needs, 'findings'>): Promise<void> {
  const row = await findings.get(finding.key);
  if (!row) return;
  await findings.put({ ...row, finding, version: versionOf(finding.updatedAt, at, finding.contentHash) }, row.version);
}
