import { sendsAt } from './alerting.ts';
import { type Card, revivesAt } from './card.ts';
import { promisedAt } from './promises.ts';
import { CALM_MS } from './storm.ts';

/** Creating a message is given up on as unanswered after this long, and looked up in Slack. */
export const SETTLE_MS = 15_000;

/**
 * When something about this card falls due by itself, in ms since 1970; undefined if nothing does. One pure function of the card.
 * That its message is to be made is no such thing: its channel's queue says so, however long the channel takes nothing.
 */
export function nextDue(card: Card): number | undefined {
  const times: number[] = [];
  if (card.redrawAt !== undefined) times.push(card.redrawAt);
  const revives = revivesAt(card);
  if (revives !== undefined) times.push(revives);
  if (card.subject.kind === 'head' && card.subject.calmSince !== undefined && card.subject.closedAt === undefined) {
    times.push(card.subject.calmSince + CALM_MS);
  }
  if (card.subject.kind === 'test' && !card.subject.over) times.push(card.subject.until);
  if (card.confirm) times.push(card.confirm.by);
  times.push(...card.twinChecks);
  const sending = sendsAt(card);
  if (sending !== undefined) times.push(sending);
  const promised = promisedAt(card);
  if (promised !== undefined) times.push(promised);
  return times.length === 0 ? undefined : Math.min(...times);
}
