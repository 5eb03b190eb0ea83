import type { Backlog } from './backlog.ts';
import type { Card } from './card.ts';
import type { CardRow } from './card-row.ts';
import { awaitsAnswer } from './escalation.ts';
import type { ProductKind } from './finding.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** What ends within this time is a matter for whoever comes next. */
const SUPPRESSION_ENDS_MS = 7 * DAY_MS;
const SNOOZE_ENDS_MS = 12 * HOUR_MS;
const SLA_NEAR_MS = 4 * HOUR_MS;
/** Acknowledged for longer than this without an end. */
const AGEING_MS = 4 * HOUR_MS;
/** Security Hub sends some events of each product every day. */
const FEED_QUIET_MS = 25 * HOUR_MS;
const CLOCK_LATE_MS = 5 * 60_000;

/** What the next shift is told of: most pressing first. */
export type HandoverPart = 'unowned' | 'sla' | 'ageing' | 'snoozes' | 'suppressions' | 'tickets' | 'feeds';

/** A card for the next shift; every part is there, so that an empty one says that there is nothing. */
export interface Handover {
  by: string;
  channel: string;
  at: string;
  /** Open problems of the channel. */
  open: number;
  /** What of the channel waits for its card. */
  backlog?: Backlog;
  parts: Record<HandoverPart, { rows: CardRow[]; total: number }>;
}

/** Which parts a card of the channel belongs into, and what there is to say of it there. */
export function handedOver(card: Card, now: number): { part: HandoverPart; what: CardRow['what']; at: string }[] {
  const said: { part: HandoverPart; what: CardRow['what']; at: string }[] = [];
  const { severity, owner, workflow, open, exception, snoozed, lastPress, createdAt } = card;
  const ends = (at: string | undefined, within: number): at is string => at !== undefined && Date.parse(at) - now <= within;
  if (exception && ends(exception.until, SUPPRESSION_ENDS_MS)) said.push({ part: 'suppressions', what: 'ends', at: exception.until });
  if (!open) return said;
  if (severity === 'CRITICAL' && owner === undefined && !snoozed) said.push({ part: 'unowned', what: 'open since', at: createdAt });
  const due = dueNext(card);
  if (ends(due, SLA_NEAR_MS)) said.push({ part: 'sla', what: Date.parse(due) <= now ? 'late since' : 'due', at: due });
  if (snoozed && ends(snoozed.until, SNOOZE_ENDS_MS)) said.push({ part: 'snoozes', what: 'back', at: snoozed.until });
  const since = lastPress?.at ?? createdAt;
  const acknowledged = workflow === 'NOTIFIED' && !awaitsAnswer(card) && !snoozed;
  if (acknowledged && now - Date.parse(since) >= AGEING_MS) said.push({ part: 'ageing', what: 'acknowledged', at: since });
  return said;
}

/** What is asked for next of it, and by when. */
function dueNext(card: Card): string | undefined {
  const { acknowledge, resolve } = card.deadlines ?? {};
  const asked = awaitsAnswer(card) ? [acknowledge, resolve] : [resolve];
  return asked.filter((at) => at !== undefined).sort()[0];
}

/** The products of which nothing has come for longer than a day, and the clock if it does not tick. */
export function quietFeeds(last: Partial<Record<ProductKind | 'clock', Date>>, now: number): { feed: string; since: string }[] {
  return Object.entries(last)
    .filter(([feed, at]) => now - at.getTime() > (feed === 'clock' ? CLOCK_LATE_MS : FEED_QUIET_MS))
    .map(([feed, at]) => ({ feed, since: at.toISOString() }))
    .sort((a, b) => a.since.localeCompare(b.since));
}
