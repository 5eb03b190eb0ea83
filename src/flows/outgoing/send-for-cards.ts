import { goesAlong } from '../../domain/alerting.ts';
import { type Card, placeOf } from '../../domain/card.ts';
import { carriedBy, takenBack } from '../../domain/carried.ts';
import type { Told } from '../../domain/escalation.ts';
import { messageUrl } from '../../domain/message-url.ts';
import { claimed, type Outgoing } from '../../domain/outgoing.ts';
import type { Services } from '../services.ts';
import { giveBack } from './give-back.ts';
import { putEvents } from './put-events.ts';
import { type Company, inTime, isSlow } from './send-along.ts';
import { findingsOf, lookAgain, type Results, type Tale, withResults } from './send-out.ts';
import { sendPage } from './send-page.ts';

type Needs = Pick<Services, 'cards' | 'findings' | 'queues'> & Parameters<typeof sendPage>[2] & Parameters<typeof putEvents>[1];

/** A card on a sheet and what the sheet sends in its place. */
interface Passenger {
  tale: Tale;
  steps: Outgoing[];
}

/**
 * Sends the pages and events of the cards that a sheet lists, between its post and the write that says that it is posted.
 * What does not get through goes back to its card, which tries again. Resolves to who was told.
 */
export async function sendForCards(sheet: Card, ts: string, company: Company, services: Needs): Promise<Told[]> {
  if (carriedBy(sheet).length === 0) return [];
  const began = services.now().getTime();
  if (!inTime(sheet, company, began)) {
    await giveBack(sheet, services);
    return [];
  }
  const passengers = await passengersOf(sheet, ts, services);
  const [events, ...pages] = await Promise.all([
    putEvents(
      passengers.flatMap(({ steps, tale }) => steps.map((step) => ({ step, tale }))),
      services,
    ),
    ...passengers.map(({ steps, tale }) => pageOf(steps, tale, services)),
  ]);
  await Promise.all(passengers.map((passenger, i) => settle(passenger, [events, ...(pages[i] ? [pages[i]] : [])], company, services)));
  if (isSlow(began, services.now().getTime())) company.trouble = true;
  return pages.flatMap((page) => page?.told ?? []);
}

/** Those that are on this sheet, and of their steps those that they do not have themselves. */
async function passengersOf(sheet: Card, ts: string, services: Needs): Promise<Passenger[]> {
  const now = services.now().getTime();
  const message = { ts, url: messageUrl(placeOf(sheet), ts) };
  const found = await Promise.all(
    carriedBy(sheet).map(async ({ card: key, steps }) => {
      const card = await services.cards.get(key);
      if (card?.sheet !== sheet.key) return [];
      const own = goesAlong({ ...card, outgoing: steps }, now).filter(({ id }) => !card.outgoing.some((each) => each.id === id));
      const findings = own.length > 0 ? await findingsOf(card, services) : undefined;
      return findings ? [{ tale: { card, findings, message }, steps: claimed(own, new Set(own.map(({ id }) => id)), now) }] : [];
    }),
  );
  return found.flat();
}

async function pageOf(steps: readonly Outgoing[], tale: Tale, services: Needs): Promise<Results | undefined> {
  const page = steps.find((step) => step.kind === 'page');
  return page?.kind === 'page' ? sendPage(page, tale, services) : undefined;
}

/** Writes the card only when something of it did not simply go out. */
async function settle({ tale, steps }: Passenger, results: readonly Results[], company: Company, services: Needs): Promise<void> {
  const fates = new Map(results.flatMap((result) => result.fates));
  const open = steps.filter(({ id }) => fates.get(id) !== 'sent' && fates.get(id) !== 'nowhere');
  if (open.length === 0) return;
  if (open.some(({ id }) => typeof fates.get(id) === 'object')) company.trouble = true;
  const { key } = tale.card;
  await services.cards.change(key, (stored) => stored && withResults(takenBack(stored, open), results));
  const ids = new Set(open.map(({ id }) => id));
  await lookAgain(key, [{ fates: [...fates].filter(([id]) => ids.has(id)) }], services);
}
