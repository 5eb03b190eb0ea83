import type { Card } from '../../domain/card.ts';
import { isListable, nextStep } from '../../domain/delivery.ts';
import { criticalAhead, nextInStorm, STORM_ABOVE } from '../../domain/storm.ts';
import type { Services } from '../services.ts';
import { createCard, prepareCard, type Ready } from './create-card.ts';
import { editCard } from './edit-card.ts';
import { heldUntil } from './held-until.ts';
import { lookUpCard } from './look-up-card.ts';
import { counted, countInHead, fillSheet, openSheet, relay } from './sheets.ts';
import { type WaitingLine, waitingLine } from './waiting-line.ts';

type Needs = Parameters<typeof createCard>[1] & Parameters<typeof editCard>[1] & Pick<Services, 'sleep'>;

/** Slack takes about one message a second and channel (https://docs.slack.dev/apis/web-api/rate-limits). */
const PACE_MS = 1_000;

/** How many cards of each kind are looked at before the queue is read again. */
const LOOK_AHEAD = 10;

/** How many cards may fail to be drawn before it is not they but the table that is taken to be at fault. */
const UNDRAWABLE = 3;

/** What already has a message is mended beside the posting of new ones, so many at a time that neither waits for the other. */
const MENDED_AT_ONCE = 5;

export interface Turn {
  channel: string;
  lastPostAt: number | undefined;
  /** Prolongs the lease, noting when a message was posted; false when nothing more may be posted in this run. */
  stillMine(postedAt?: Date): Promise<boolean>;
  /** Whether that was said so lately that a message may still be posted. */
  isFresh(): boolean;
}

export interface Worked {
  /** When there is something to do that could not be done now, in ms since 1970. */
  lookAgainAt: number | undefined;
  /** Nothing more is to be tried in this run. */
  over: boolean;
}

/** Mends the messages that are not right and posts those that are missing, until neither is left or the turn ends. */
export async function workThrough({ channel, stillMine, isFresh, ...turn }: Turn, services: Needs): Promise<Worked> {
  const { cards, budgets, log, now, sleep } = services;
  const line = waitingLine(channel, services);
  let { lastPostAt } = turn;
  let criticalsInARow = 0;
  const company = { trouble: false };
  const undrawable = new Set<string>();

  /** Undefined when there is nothing to post after all; one that cannot be drawn is left out of this run, and the others go on. */
  async function ready(card: Card): Promise<Ready | undefined> {
    try {
      return (await fillSheet(card, services)) ? await prepareCard(card.key, services) : undefined;
    } catch (error) {
      if (undrawable.size === UNDRAWABLE) throw error;
      log.error('card not drawn', { card: card.key, error: String(error) });
      log.count('CardsNotDrawn');
      undrawable.add(card.key);
      return undefined;
    }
  }

  for (;;) {
    const dirty = (await cards.dirty(channel, LOOK_AHEAD)).filter(({ key }) => !undrawable.has(key));
    const { did, lookAgainAt } = await mend(dirty, services);
    const next = await nextMessage(channel, dirty, line, criticalsInARow, services);
    if (!next && did === 0) {
      if (await line.settled()) return { lookAgainAt, over: false };
      // The index may still list what has a message, for a moment.
      await sleep(PACE_MS);
      if (!(await stillMine())) return { lookAgainAt: now().getTime(), over: true };
      continue;
    }
    if (next) await sleep(Math.max(0, (lastPostAt ?? 0) + PACE_MS - now().getTime()));
    const spent = next && (await budgets.take('chat.postMessage', { spare: !isUrgent(next, line) }));
    // Kept, not given up until then: whatever comes meanwhile would begin anew, to find the same.
    if (spent !== undefined) await sleep(Math.min(PACE_MS, Math.max(0, spent - now().getTime())));
    const prepared = next && spent === undefined ? await ready(next) : undefined;
    if (!(await stillMine(prepared && now()))) return { lookAgainAt: now().getTime(), over: true };
    // A sheet that an earlier run has left behind: what is on it still stands in the line that was read before.
    if (next && spent === undefined) line.leave([next.key, ...(next.subject.kind === 'sheet' ? next.subject.cards : [])]);
    if (!next || !prepared) continue;
    lastPostAt = now().getTime();
    const goOn = await createCard(prepared, services, { company, isFresh });
    if (!goOn) return { lookAgainAt: await heldUntil(channel, services), over: true };
    criticalsInARow = isProblem(next) && next.severity === 'CRITICAL' ? criticalsInARow + 1 : 0;
  }
}

/** Looks up, edits and relays what may be now. */
async function mend(dirty: readonly Card[], services: Needs): Promise<{ did: number; lookAgainAt: number | undefined }> {
  let did = 0;
  let lookAgainAt: number | undefined;
  for (const card of dirty) {
    const step = nextStep(card, services.now().getTime());
    if (step.do === 'wait') lookAgainAt = Math.min(lookAgainAt ?? step.until, step.until);
    if (step.do === 'wait' || step.do === 'nothing' || step.do === 'create' || did === MENDED_AT_ONCE) continue;
    did++;
    if (step.do === 'look up') await lookUpCard(card.key, services);
    else if (step.do === 'relay') await relay(card, services);
    else await editCard(card.key, services, { byPerson: false });
  }
  return { did, lookAgainAt };
}

/** The message to create next, if there is one: in calm the most urgent card, in a storm a critical card or a sheet of the others. */
async function nextMessage(
  channel: string,
  dirty: readonly Card[],
  line: WaitingLine,
  criticalsInARow: number,
  services: Needs,
): Promise<Card | undefined> {
  const fresh = dirty.filter(({ state }) => state === 'NEW');
  const { waiting, newHead } = await line.look(fresh.filter(isProblem));
  if (newHead) return newHead;
  const [first] = fresh.filter((card) => !isProblem(card) || !isListable(card));
  const critical = first && criticalAhead(waiting, criticalsInARow, line.flooding());
  if (first && critical === undefined) return first;
  if (critical !== undefined) return counting(await services.cards.get(critical), line.storm(), services);
  if (waiting.length <= STORM_ABOVE) return counting(fresh[0], line.storm(), services);
  const plan = nextInStorm(waiting, criticalsInARow, line.flooding());
  if ('list' in plan) {
    line.leave(plan.list);
    return openSheet(channel, plan.list, services);
  }
  return counting(await services.cards.get(plan.post), line.storm(), services);
}

/** A part of what all channels may post together is kept for criticals, and for channels in which there is no storm. */
const isUrgent = ({ severity }: Card, line: WaitingLine): boolean => severity === 'CRITICAL' || !line.storm();

const isProblem = ({ subject }: Card): boolean => subject.kind === 'problem';

/** A card posted in a storm is one of those that its head counts. */
async function counting(card: Card | undefined, storm: boolean, services: Needs): Promise<Card | undefined> {
  if (card && storm) await countInHead(card, [counted(card)], 'card', services);
  return card;
}
