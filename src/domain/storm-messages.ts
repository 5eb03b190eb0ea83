import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { minutesSince } from './backlog.ts';
import type { Card } from './card.ts';
import { anew, summaryCard } from './card-changes.ts';
import type { Carried } from './carried.ts';
import { faceHash, type HeadFace, type SheetFace, type SheetRow } from './face.ts';
import type { Finding } from './finding.ts';
import { CALM_MS, floodsIn, NO_TALLY, STORM_ABOVE, sumOf, tallyOf, type Waiting, without } from './storm.ts';

type Head = Extract<Card['subject'], { kind: 'head' }>;

/** Messages of a storm that are known by their keys, so that one reported twice counts once: more than a quarter of an hour's. */
const REMEMBERED = 1_000;

/** A channel has one head at a time: the next storm's is the next generation of it. */
export const headKeyOf = (channel: string): string => digest(`head|${channel}`);

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** The channel's head after a look at what is waiting: opened, brought up to date or closed; undefined when it can stay as it is. */
export function headAfterLook(card: Card | undefined, channel: string, waiting: readonly Waiting[], now: Date): Card | undefined {
  const open = openHead(card);
  if (!card || !open) return waiting.length > STORM_ABOVE ? opened(card, channel, waiting, now) : undefined;
  const { calmSince, ...rest } = open;
  const flooding = [...new Set([...open.flooding, ...floodsIn(waiting)])];
  const looked: Head = { ...rest, ...asLooked(waiting, now), flooding };
  if (waiting.length > STORM_ABOVE) return unlessAlike(card, withHead(card, looked));
  const calm = calmSince ?? now.getTime();
  const over = now.getTime() >= calm + CALM_MS;
  // What waits now comes after it, and not on its sheets.
  const end = over && { waiting: NO_TALLY, oldestMinutes: 0, closedAt: new Date(calm).toISOString() };
  return unlessAlike(card, withHead(card, { ...looked, calmSince: calm, ...end }));
}

/** What a message of the storm is about, counted once however often it is reported; undefined when there is no storm or it is counted. */
export function headAfterMessage(
  card: Card | undefined,
  message: string,
  about: readonly Omit<Waiting, 'key'>[],
  kind: 'sheet' | 'card',
): Card | undefined {
  const open = openHead(card);
  if (!card || !open || open.messages.includes(message)) return undefined;
  // What came after the last look was not seen waiting.
  const { lookedAt: at = open.since } = open;
  const waiting = without(open.waiting, tallyOf(about.filter(({ since }) => since <= at)));
  const done = sumOf(open.done, tallyOf(about));
  const messages = [...open.messages, message].slice(-REMEMBERED);
  const earlier = open.earlier + open.messages.length + 1 - messages.length;
  return withHead(card, { ...open, waiting, done, messages, earlier, sheets: open.sheets + (kind === 'sheet' ? 1 : 0) });
}

/** The subject of a head whose storm is not over. */
export function openHead(card: Card | undefined): Head | undefined {
  return card?.subject.kind === 'head' && card.subject.closedAt === undefined ? card.subject : undefined;
}

/** A sheet for these cards. It holds nothing yet: each card still has to be put on it, see `listed`. */
export const newSheet = (key: string, channel: string, cards: string[], carried: z.infer<typeof Carried>[], now: Date): Card =>
  summaryCard({ key, channel, subject: { kind: 'sheet', cards, carried }, because: 'storm', raisedBy: key, now });

/** The sheet wanting to be drawn again because this card on it changed. */
export function sheetTold(sheet: Card | undefined, card: Card): Card | undefined {
  const want = digest(`${card.key}|${card.want}`);
  return sheet === undefined || sheet.want === want ? undefined : { ...sheet, want };
}

export function headFace({ key }: Pick<Card, 'key'>, head: Head): HeadFace {
  const { since, waiting, oldestMinutes, done, sheets, messages, earlier, closedAt } = head;
  return { kind: 'head', card: key, since, waiting, oldestMinutes, done, sheets, messages: earlier + messages.length, closedAt };
}

export const sheetFace = ({ key, place, channel }: Card, rows: SheetRow[]): SheetFace => ({
  kind: 'sheet',
  card: key,
  meantFor: place === undefined ? undefined : channel,
  rows,
});

export const sheetRow = (card: Card, lead: Finding): SheetRow => ({
  card: card.key,
  finding: lead,
  severity: card.severity,
  workflow: card.workflow,
  open: card.open,
  memberCount: card.subject.kind === 'problem' ? card.subject.members.length : 0,
  lastPress: card.lastPress,
});

function opened(last: Card | undefined, channel: string, waiting: readonly Waiting[], now: Date): Card {
  const begun = { kind: 'head', since: now.toISOString(), done: NO_TALLY, sheets: 0 } as const;
  const subject: Head = { ...begun, messages: [], earlier: 0, ...asLooked(waiting, now), flooding: floodsIn(waiting) };
  const key = headKeyOf(channel);
  const head = last ? anew(last, { because: 'storm', raisedBy: subject.since, now }) : undefined;
  return withHead(head ?? summaryCard({ key, channel, subject, because: 'storm', raisedBy: subject.since, now }), subject);
}

/** It is not written again for having been looked at. */
const unlessAlike = (card: Card, changed: Card): Card | undefined => {
  const [before, after] = [openHead(card), openHead(changed)];
  const alike = changed.want === card.want && before?.calmSince === after?.calmSince && before?.flooding.length === after?.flooding.length;
  return alike ? undefined : changed;
};

const withHead = (card: Card, subject: Head): Card => ({ ...card, subject, want: faceHash(headFace(card, subject)) });

function asLooked(waiting: readonly Waiting[], now: Date): Pick<Head, 'waiting' | 'oldestMinutes' | 'lookedAt'> {
  return { waiting: tallyOf(waiting), oldestMinutes: minutesSince(waiting, now), lookedAt: now.toISOString() };
}
