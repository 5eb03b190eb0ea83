import { toCarry } from '../../domain/alerting.ts';
import { type Card, placeOf, waitingSince } from '../../domain/card.ts';
import { carriedBy, handedOver, takenBack } from '../../domain/carried.ts';
import { listed, relayed, unlisted } from '../../domain/delivery.ts';
import type { Waiting } from '../../domain/storm.ts';
import { headAfterMessage, headKeyOf, newSheet, sheetTold } from '../../domain/storm-messages.ts';
import { recorded } from '../../domain/unrecorded.ts';
import { giveBack } from '../outgoing/give-back.ts';
import { putOnRecord } from '../put-on-record.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'audit' | 'cards' | 'now' | 'token' | 'log'>;

/** Writes down a sheet for these cards. From then on the sheet is in the delivery queue, and whoever posts it puts the cards on it. */
export async function openSheet(channel: string, keys: string[], { cards, now, token }: Needs): Promise<Card> {
  const listed = await Promise.all(keys.map((key) => cards.get(key)));
  const carried = listed.flatMap((card) => {
    const steps = card?.state === 'NEW' ? toCarry(card, now().getTime()) : [];
    return card && steps.length > 0 ? [{ card: card.key, steps }] : [];
  });
  const sheet = newSheet(token(), channel, keys, carried, now());
  await cards.change(sheet.key, (stored) => stored ?? sheet);
  return sheet;
}

/**
 * Puts the cards of a sheet on it, before it is posted: each that still has no message. A crash in between leaves the sheet
 * to the next. False: none is left for it, and it is not to be posted.
 */
export async function fillSheet(sheet: Card, services: Needs): Promise<boolean> {
  const { cards, log, now } = services;
  if (sheet.subject.kind !== 'sheet') return true;
  const changes = await Promise.all(
    sheet.subject.cards.map(async (key) => {
      const before = await cards.get(key);
      if (before?.state === 'NEW') await putOnRecord(before, services);
      return cards.change(key, (card) => before && recorded(handedOver(listed(card, sheet.key), sheet, now().getTime()), before));
    }),
  );
  const members = changes.flatMap(({ card }) => (card?.state === 'LISTED' && card.sheet === sheet.key ? [card] : []));
  if (members.length === 0) {
    log.info('sheet dropped: its cards have messages by now', { sheet: sheet.key });
    await giveBack(sheet, services);
    await cards.change(sheet.key, (stored) => stored && { ...stored, state: 'PARKED', parkedBecause: 'nothing left to list' });
    return false;
  }
  await countInHead(sheet, members.map(counted), 'sheet', services);
  return true;
}

/** Notes in the head of the channel's storm, if there is one, what a message of it is about. */
export async function countInHead(
  message: Card,
  about: readonly Omit<Waiting, 'key'>[],
  kind: 'sheet' | 'card',
  { cards }: Pick<Services, 'cards'>,
): Promise<void> {
  await cards.change(headKeyOf(placeOf(message)), (head) => headAfterMessage(head, message.key, about, kind));
}

export const counted = (card: Card): Omit<Waiting, 'key'> => ({
  severity: card.severity,
  since: waitingSince(card),
  account: card.source?.account ?? '',
  product: card.source?.product ?? '',
});

/** Slack refuses the sheet for good: each card on it gets a message of its own. The cards go first, so that a crash leaves the sheet to the next. */
export async function releaseCards(sheet: Card, { cards, log }: Pick<Services, 'cards' | 'log'>): Promise<void> {
  if (sheet.subject.kind !== 'sheet') return;
  const changes = await Promise.all(sheet.subject.cards.map((key) => cards.change(key, (card) => released(card, sheet))));
  log.warn('sheet refused, its cards come one by one', { sheet: sheet.key, cards: changes.filter(({ changed }) => changed).length });
}

/** The card by itself again, with what the sheet was to send in its place. */
function released(card: Card | undefined, sheet: Card): Card | undefined {
  const free = unlisted(card, sheet.key);
  const steps = carriedBy(sheet).flatMap((each) => (each.card === card?.key ? each.steps : []));
  return free && takenBack(free, steps);
}

/**
 * A listed card has changed: its sheet must be drawn again. The sheet is told first, so that a crash makes it be told twice. One
 * whose sheet is so old that its row has gone gets a message of its own.
 */
export async function relay(card: Card, services: Pick<Services, 'audit' | 'cards' | 'log' | 'now'>): Promise<void> {
  const { cards, log } = services;
  const { key, sheet: on } = card;
  await putOnRecord(card, services);
  if (on !== undefined) {
    const { card: told } = await cards.change(on, (sheet) => sheetTold(sheet, card));
    if (!told) {
      log.info('its sheet is forgotten, it comes by itself', { card: key, sheet: on });
      await cards.change(key, (stored) => recorded(unlisted(stored, on), card));
      return;
    }
  }
  await cards.change(card.key, (stored) => recorded(relayed(stored, card.want), card));
}
