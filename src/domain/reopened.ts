import { EVENT_OF, isLoud, sayStep } from './alerting.ts';
import type { Card } from './card.ts';
import { wanting, workflowOf } from './card-changes.ts';
import { type Finding, isOpen } from './finding.ts';
import { CLOCK } from './intent.ts';
import type { Notice } from './notice.ts';
import { eventStep } from './outgoing.ts';

interface Reopened {
  /** Names the promise, so that what others hear of it has the same ids whoever keeps it. */
  id: string;
  /** For the event bus, and in short for the card. */
  why: string;
  reason: string;
  /** What is said under the card, and with what is HIGH or worse in the channel too. */
  title: string;
  tone?: Notice['tone'];
  lines?: string[];
  /** As they are now, the lead first. */
  findings: readonly [Finding, ...Finding[]];
  at: Date;
}

/** The card NEW again because of what was promised about it: drawn, said in its thread, and told to the bus in one write. */
export function reopenedByClock(card: Card, { id, why, reason, title, tone = 'bad', lines = [], findings, at }: Reopened): Card {
  const { undo: _undo, latest: _latest, unanswered: _unanswered, ...rest } = card;
  const event = eventStep(id, EVENT_OF.reopen, { by: CLOCK, from: 'shub', reason: why }, at);
  const say = sayStep(`${id}.said`, { title, lines: [findings[0].title, ...lines], tone }, isLoud(card), at);
  const back: Card = {
    ...rest,
    workflow: workflowOf(findings),
    open: findings.some(isOpen),
    lastPress: { action: 'reopen', by: CLOCK, from: 'shub', at: at.toISOString(), reason },
    actionVersion: card.actionVersion + 1,
    outgoing: [...card.outgoing, event, say],
  };
  return wanting(back, findings);
}
