import type { Card, PressAction } from './card.ts';
import { carriedBy } from './carried.ts';
import { type Severity, severityRank } from './finding.ts';
import type { Notice } from './notice.ts';
import { type Doer, type EventType, eventStep, type Outgoing, step, without } from './outgoing.ts';

/**
 * An alert page waits this long for the message that it links to; then it goes out without: Slack may be what is broken. What is not
 * critical waits longer than the largest storm takes to be posted, or thousands would be sent around it one by one.
 */
const POST_PATIENCE_MS = 5 * 60_000;
const LONGER_PATIENCE_MS = 10 * 60_000;
const HURRIED: ReadonlySet<Severity> = new Set(['CRITICAL', 'UNKNOWN']);

const URGENT: ReadonlySet<Severity> = new Set(['CRITICAL', 'HIGH', 'UNKNOWN']);
/** Whether the channel is to hear of something about it, beside its thread. */
export const isLoud = ({ severity }: Pick<Card, 'severity'>): boolean => URGENT.has(severity);
const isUrgent = ({ severity, open }: Card): boolean => open && URGENT.has(severity);

/** What is to be said when a press, here or elsewhere, has put a problem into its present workflow status. */
export const EVENT_OF: Record<Exclude<PressAction, 'note'>, EventType> = {
  acknowledge: 'Finding Acknowledged',
  resolve: 'Finding Resolved',
  suppress: 'Finding Suppressed',
  reopen: 'Finding Reopened',
  snooze: 'Finding Snoozed',
  assign: 'Finding Assigned',
  undo: 'Press Undone',
};

interface Cause {
  /** Names what arrived, so that its events have the same ids whoever writes them down. */
  id: string;
  because: string;
  /** What happened to a card that was there before, and who did it. */
  happened?: Doer & { action: keyof typeof EVENT_OF; reason?: string };
  /** Whether the policy wants Security Hub to hear of the delivery. */
  notify: boolean;
  /** The title of the finding that tells the story, for whoever hears of it away from the card. */
  about?: string;
  now: Date;
}

/** The card after a change, with all that the change lets the outside know: pages, events, Security Hub's own status. */
export function withNews(before: Card | undefined, after: Card, cause: Cause): Card {
  const { id, because, happened, notify, now } = cause;
  const alerted = after.generation !== before?.generation;
  const name = alertOf(after);
  const news: Outgoing[] = saidUnder(before, after, cause);
  if (before && happened) news.push(eventStep(`${after.key}.${id}.${happened.action}`, EVENT_OF[happened.action], happened, now));
  if (alerted) news.push(eventStep(`${name}.alerted`, 'Finding Alerted', { by: 'shub', from: 'shub', reason: because }, now));
  // A card from before there were pages is not paged for being looked at again.
  const urgentNow = isUrgent(after) && (alerted || !before || !isUrgent(before));
  const page = urgentNow && after.paged !== after.generation;
  if (page) news.push({ ...step(name, now), kind: 'page', told: false });
  if (alerted && notify) news.push({ ...step(`${name}.notify`, now), kind: 'notify', delivered: false });
  if (news.length === 0) return after;
  return { ...after, outgoing: [...after.outgoing, ...news], ...(page && { paged: after.generation }) };
}

/** Names its present message to the outside, where nothing may be taken for what was told of a card that was forgotten since. */
const alertOf = ({ key, generation, createdAt }: Pick<Card, 'key' | 'generation' | 'createdAt'>): string =>
  `${key}.${generation}.${Date.parse(createdAt)}`;

/** A line under the card, to be said now. */
export const sayStep = (id: string, notice: Notice, broadcast: boolean, now: Date): Outgoing => ({
  ...step(id, now),
  kind: 'say',
  notice,
  broadcast,
});

/** What nobody did and people should hear of all the same: it got worse, or came back, in a message that they have seen. */
function saidUnder(before: Card | undefined, after: Card, { id, because, happened, about, now }: Cause): Outgoing[] {
  const seen = before?.generation === after.generation && (after.state === 'POSTED' || after.state === 'LISTED');
  if (!before || !seen || !after.open || because === 'echo of our own update') return [];
  const name = `${after.key}.${id}`;
  const lines = about === undefined ? [] : [about];
  if (severityRank(after.severity) < severityRank(before.severity)) {
    const title = `Its severity rose from ${before.severity} to ${after.severity}`;
    return [sayStep(`${name}.rose`, { tone: 'bad', title, lines }, isLoud(after), now)];
  }
  if (happened?.action !== 'reopen') return [];
  const title = `Re-opened outside Slack: it was ${before.workflow}, now it is ${after.workflow}`;
  return [sayStep(`${name}.reopened`, { tone: 'bad', title, lines }, isLoud(after), now)];
}

/** When the next of what a card has to send may be sent, in ms since 1970; undefined when nothing waits, or only for something else. */
export function sendsAt(card: Card): number | undefined {
  const own = card.outgoing.map((each) => readyAt(card, each));
  const carried = carriedBy(card).flatMap(({ steps }) => steps.map((each) => readyAt(card, each)));
  const times = [...own, ...carried].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** What may be sent now. */
export const readyToSend = (card: Card, now: number): Outgoing[] =>
  card.outgoing.filter((each) => (readyAt(card, each) ?? Infinity) <= now);

function readyAt(card: Card, each: Outgoing): number | undefined {
  const shown = card.state === 'POSTED' || card.state === 'LISTED';
  switch (each.kind) {
    case 'say':
      return shown ? each.notBefore : undefined;
    case 'call':
      return shown ? each.notBefore : Math.max(each.notBefore, linkAwaitedUntil(each, card));
    case 'page':
    case 'event':
      if (shown || !awaitsMessage(each)) return each.notBefore;
      return Math.max(each.notBefore, linkAwaitedUntil(each, card), posterHasUntil(card));
    case 'notify': {
      const paging = card.outgoing.some(({ kind }) => kind === 'page');
      return each.delivered || (shown && !paging) ? each.notBefore : undefined;
    }
  }
}

/** What links to the message of the card, and is sent by whoever posts it. */
const awaitsMessage = (each: Outgoing): boolean => each.kind === 'page' || (each.kind === 'event' && each.type === 'Finding Alerted');

/** Whoever posts a card has what goes out with it for this long, in ms since 1970; after that they have died. */
const posterHasUntil = ({ state, postingSince = 0 }: Card): number => (state === 'POSTING' ? postingSince + POSTER_MS : 0);
const POSTER_MS = 60_000;

/** What goes out together with the first message of a card that is being posted. */
export const goesAlong = (card: Card, now: number): Outgoing[] =>
  card.outgoing.filter((each) => awaitsMessage(each) && each.notBefore <= now);

/** The same, of a card that is put on a sheet; one whose page Security Hub is to hear of sees to it itself. */
export const toCarry = (card: Card, now: number): Outgoing[] =>
  card.outgoing.some(({ kind }) => kind === 'notify') ? [] : goesAlong(card, now);

export const linkAwaitedUntil = ({ since }: Outgoing, { severity }: Pick<Card, 'severity'>): number =>
  since + (HURRIED.has(severity) ? POST_PATIENCE_MS : LONGER_PATIENCE_MS);

/** What became of a step. `nowhere`: nothing is set up to send it to; `needless`: by now nobody wants to hear of it. */
export type Fate = 'sent' | 'nowhere' | 'needless' | 'given up' | { later: Outgoing };

/** The card after its sender has tried; what somebody else changed meanwhile stays changed. */
export function afterSending(card: Card, fates: ReadonlyMap<string, Fate>): Card {
  let after = card;
  for (const each of card.outgoing) {
    const fate = fates.get(each.id);
    if (fate === undefined) continue;
    after =
      typeof fate === 'object'
        ? { ...after, outgoing: after.outgoing.map((one) => (one.id === each.id ? fate.later : one)) }
        : { ...after, outgoing: without(after.outgoing, each.id) };
    if (each.kind === 'page') after = afterPage(after, fate);
  }
  return after;
}

/** Security Hub is told that an alert was delivered only once it was; a page that nobody needed does not count as one. */
function afterPage(card: Card, fate: Fate): Card {
  switch (fate) {
    case 'sent':
      return { ...card, outgoing: card.outgoing.map((each) => (each.kind === 'notify' ? { ...each, delivered: true } : each)) };
    case 'given up':
      return { ...card, outgoing: card.outgoing.filter(({ kind }) => kind !== 'notify') };
    case 'needless': {
      const { paged: _paged, ...rest } = card;
      return rest;
    }
    default:
      return card;
  }
}
