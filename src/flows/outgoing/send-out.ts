import { afterSending, type Fate, linkAwaitedUntil, readyToSend } from '../../domain/alerting.ts';
import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { remembering, type Told } from '../../domain/escalation.ts';
import { findingEvent } from '../../domain/events-out.ts';
import type { Finding } from '../../domain/finding.ts';
import { claimed, isFailing, isHopeless, later, type Outgoing } from '../../domain/outgoing.ts';
import { recorded } from '../../domain/unrecorded.ts';
import { messageOf } from '../message-of.ts';
import { putOnRecord } from '../put-on-record.ts';
import type { Services } from '../services.ts';
import { sendCall } from './send-call.ts';
import { sendPage } from './send-page.ts';
import { sendSay } from './send-say.ts';
import { setNotified } from './set-notified.ts';
import { tellOperations } from './tell-operations.ts';

type Needs = Pick<Services, 'audit' | 'cards' | 'findings' | 'bus' | 'queues' | 'log' | 'now'> &
  Parameters<typeof sendPage>[2] &
  Parameters<typeof sendCall>[2] &
  Parameters<typeof sendSay>[2] &
  Parameters<typeof setNotified>[2] &
  Parameters<typeof tellOperations>[1];

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
  const { cards, queues, now } = services;
  let mine: Outgoing[] = [];
  const message = await messageOf(await cards.get(key), services);
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
  if (!findings) return;
  await putOnRecord(card, services);
  const tale: Tale = { card, findings, message };
  const taken = card.outgoing.filter(({ id }) => mine.some((step) => step.id === id));
  const results = await Promise.all([
    putEvents(taken, tale, services),
    ...taken.map((step) => (step.kind === 'page' ? sendPage(step, tale, services) : NOTHING)),
    ...taken.map((step) => (step.kind === 'call' ? sendCall(step, tale, services) : NOTHING)),
    ...taken.map((step) => (step.kind === 'say' ? sendSay(step, tale, services) : NOTHING)),
    ...taken.map((step) => (step.kind === 'notify' ? setNotified(step, tale, services) : NOTHING)),
  ]);
  const fates = new Map(results.flatMap((result) => result.fates));
  // A mention and a page may each ask for the same.
  const news = [...new Map(results.flatMap((result) => result.news ?? []).map((step) => [step.id, step])).values()];
  const told = results.flatMap((result) => result.told ?? []);
  const after = await cards.change(key, (stored) => {
    if (!stored) return undefined;
    const sent = remembering(afterSending(recorded(stored, card) ?? stored, fates), told);
    return { ...sent, outgoing: [...sent.outgoing, ...news.filter(({ id }) => !sent.outgoing.some((step) => step.id === id))] };
  });
  const next = Math.min(...[...fates.values()].map((fate) => (typeof fate === 'object' ? fate.later.notBefore : Infinity)));
  const wait = next - now().getTime();
  if (after.changed && wait < CLOCK_MS) await queues.sendOut(key, wait / 1000);
}

/** What is to be tried again sooner than this, the clock would be too slow for. */
const CLOCK_MS = 60_000;

/** A sheet is posted after its cards are put on it; a page waits for it, but not for ever. */
const SHEET_MS = 15_000;
const awaitsSheet = (step: Outgoing, { state }: Card, posted: boolean, now: Date): boolean =>
  state === 'LISTED' && !posted && step.kind !== 'notify' && now.getTime() < linkAwaitedUntil(step);

async function findingsOf(
  { key, subject }: Card,
  { findings, log }: Pick<Services, 'findings' | 'log'>,
): Promise<Tale['findings'] | undefined> {
  const rows = subject.kind === 'problem' ? await findings.many(subject.members.map(({ key: member }) => member)) : [];
  const [lead, ...others] = leadFirst(rows.map(({ finding }) => finding));
  if (!lead) log.error('nothing to send: the findings of the card are gone', { card: key });
  return lead && [lead, ...others];
}

async function putEvents(taken: readonly Outgoing[], { card, findings, message }: Tale, services: Needs): Promise<Results> {
  const events = taken.flatMap((step) => (step.kind === 'event' ? [step] : []));
  if (events.length === 0) return NOTHING;
  const { bus, log, now } = services;
  const sent = await bus.put(events.map((step) => findingEvent(step, card, findings, message?.url)));
  const fates: [string, Fate][] = [];
  for (const [i, step] of events.entries()) {
    const result = sent[i] ?? { is: 'failed', lasting: false, because: 'no answer' };
    if (result.is !== 'failed') {
      fates.push([step.id, result.is]);
      continue;
    }
    const hopeless = isHopeless(step, now().getTime());
    const facts = { card: card.key, type: step.type, because: result.because };
    if (hopeless) log.error('event given up', facts);
    else log.warn('event not sent', facts);
    log.count(hopeless ? 'EventsGivenUp' : 'EventsNotSent');
    fates.push([step.id, hopeless ? 'given up' : { later: later(step, now().getTime(), result) }]);
    if (result.lasting || isFailing(step)) {
      const text = `${step.type}: ${result.because}. shub tries for a day.`;
      await tellOperations({ cause: 'events', subject: 'shub cannot put events on the bus', text }, services);
    }
  }
  return { fates };
}
