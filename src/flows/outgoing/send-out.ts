import { afterSending, type Fate, linkAwaitedUntil, readyToSend, sendsAt } from '../../domain/alerting.ts';
import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { carriedBy } from '../../domain/carried.ts';
import { remembering, type Told } from '../../domain/escalation.ts';
import type { Finding } from '../../domain/finding.ts';
import { claimed, type Outgoing } from '../../domain/outgoing.ts';
import { testFace } from '../../domain/test-card.ts';
import { recorded } from '../../domain/unrecorded.ts';
import { messageOf } from '../message-of.ts';
import { putOnRecord } from '../put-on-record.ts';
import type { Services } from '../services.ts';
import { giveBack } from './give-back.ts';
import { putEvents } from './put-events.ts';
import { sendCall } from './send-call.ts';
import { sendPage } from './send-page.ts';
import { sendSay } from './send-say.ts';
import { setNotified } from './set-notified.ts';

type Needs = Pick<Services, 'audit' | 'cards' | 'findings' | 'queues' | 'log' | 'now'> &
  Parameters<typeof sendPage>[2] &
  Parameters<typeof sendCall>[2] &
  Parameters<typeof sendSay>[2] &
  Parameters<typeof setNotified>[2] &
  Parameters<typeof putEvents>[1];

/** What a card's outgoing steps are about: its findings as the table has them, the lead first, and its message if it has one. */
export interface Tale {
  card: Card;
  findings: readonly [Finding, ...Finding[]];
  message: { ts: string; url: string } | undefined;
}

/** What became of each step by its id, what there is to send because of that, and who was told by it. */
export interface Results {
  fates: [string, Fate][];
  news?: Outgoing[];
  told?: Told[];
}

const NOTHING: Results = { fates: [] };

/**
 * Sends what a card has to send to the outside and may send now. Each step is claimed in the card's row before it is sent
 * and taken out of it afterwards: whatever crashes in between is sent again with the same id. Safe to run any number of
 * times at once.
 */
export async function sendOut(key: string, services: Needs): Promise<void> {
  const { cards, now } = services;
  let mine: Outgoing[] = [];
  const known = await cards.get(key);
  // A sheet that was not posted in time, or was found only later.
  if (known && carriedBy(known).length > 0 && (sendsAt(known) ?? Infinity) <= now().getTime()) return giveBack(known, services);
  const message = await messageOf(known, services);
  const { card, changed } = await cards.change(key, (stored) => {
    if (!stored) return undefined;
    const ready = readyToSend(stored, now().getTime());
    const early = ready.filter((step) => awaitsSheet(step, stored, message !== undefined, now()));
    mine = ready.filter((step) => !early.includes(step));
    const outgoing = stored.outgoing.map((step) => (early.includes(step) ? { ...step, notBefore: now().getTime() + SHEET_MS } : step));
    return ready.length === 0 ? undefined : { ...stored, outgoing: claimed(outgoing, new Set(mine.map(({ id }) => id)), now().getTime()) };
  });
  if (!changed || !card || mine.length === 0) return;

  const findings = await findingsOf(card, services);
  if (!findings) {
    // They were closed and forgotten while it waited: nobody needs to hear of it any more.
    const needless: Results = { fates: mine.map(({ id }) => [id, 'needless']) };
    await cards.change(key, (stored) => stored && withResults(stored, [needless]));
    return;
  }
  await putOnRecord(card, services);
  const tale: Tale = { card, findings, message };
  const taken = card.outgoing.filter(({ id }) => mine.some((step) => step.id === id));
  const results = await Promise.all([
    putEvents(
      taken.map((step) => ({ step, tale })),
      services,
    ),
    ...taken.map((step) => (step.kind === 'page' ? sendPage(step, tale, services) : NOTHING)),
    ...taken.map((step) => (step.kind === 'call' ? sendCall(step, tale, services) : NOTHING)),
    ...taken.map((step) => (step.kind === 'say' ? sendSay(step, tale, services) : NOTHING)),
    ...taken.map((step) => (step.kind === 'notify' ? setNotified(step, tale, services) : NOTHING)),
  ]);
  const after = await cards.change(key, (stored) => stored && withResults(recorded(stored, card) ?? stored, results));
  if (after.changed) await lookAgain(key, results, services);
}

/** The card after all of that, what there is to send because of it included. */
export function withResults(card: Card, results: readonly Results[]): Card {
  // A mention and a page may each ask for the same.
  const news = [...new Map(results.flatMap((result) => result.news ?? []).map((step) => [step.id, step])).values()];
  const told = results.flatMap((result) => result.told ?? []);
  const sent = remembering(afterSending(card, new Map(results.flatMap(({ fates }) => fates))), told);
  return { ...sent, outgoing: [...sent.outgoing, ...news.filter(({ id }) => !sent.outgoing.some((step) => step.id === id))] };
}

/** Sees to it that what is to be tried again soon is. */
export async function lookAgain(
  key: string,
  results: readonly Results[],
  { queues, now }: Pick<Services, 'queues' | 'now'>,
): Promise<void> {
  const fates = results.flatMap((result) => result.fates.map(([, fate]) => fate));
  const next = Math.min(...fates.map((fate) => (typeof fate === 'object' ? fate.later.notBefore : Infinity)));
  const wait = next - now().getTime();
  if (wait < CLOCK_MS) await queues.sendOut(key, wait / 1000);
}

/** What is to be tried again sooner than this, the clock would be too slow for. */
const CLOCK_MS = 60_000;

/** A sheet is posted after its cards are put on it; a page waits for it, but not for ever. */
const SHEET_MS = 15_000;
const awaitsSheet = (step: Outgoing, card: Card, posted: boolean, now: Date): boolean =>
  card.state === 'LISTED' && !posted && step.kind !== 'notify' && now.getTime() < linkAwaitedUntil(step, card);

/** The card's findings as the table has them, the lead first; what a test card has in place of one. */
export async function findingsOf(card: Card, { findings, log }: Pick<Services, 'findings' | 'log'>): Promise<Tale['findings'] | undefined> {
  const { key, subject } = card;
  if (subject.kind === 'test') return [testFace(card).finding];
  const rows = subject.kind === 'problem' ? await findings.many(subject.members.map(({ key: member }) => member)) : [];
  const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
  if (!lead) log.info('nothing to send: the findings of the card are forgotten', { card: key });
  return lead && [lead, ...others];
}
