import { type Card, placeOf } from './card.ts';
import type { Told } from './escalation.ts';
import { type Promised, upcoming } from './promises.ts';

/** What is around a card besides its finding: where it is, who else was told, and what happens next by itself. */
export interface Around {
  /** When it was looked up; ISO 8601. */
  at: string;
  channel: string;
  /** Its message, or the sheet that lists it, once there is one. */
  url?: string;
  /** When it was raised; ISO 8601. */
  since: string;
  /** Part of a storm, so that it has no message of its own. */
  listed: boolean;
  ticket: Card['ticket'];
  /** Oldest first. */
  told: readonly Told[];
  /** Soonest first. */
  next: readonly Promised[];
}

/** `url`: of the message in which the card is shown; `sheet`: on which it is, and which knows whom it has told of its cards. */
export function aroundCard(card: Card, { url, sheet }: { url: string | undefined; sheet: Card | undefined }, now: Date): Around {
  const page = `${card.key}.${card.generation}.`;
  return {
    at: now.toISOString(),
    channel: placeOf(card),
    ...(url !== undefined && { url }),
    since: card.createdAt,
    listed: card.state === 'LISTED',
    ticket: card.ticket,
    told: [...(sheet?.told ?? []).filter(({ id }) => `${id}.`.startsWith(page)), ...(card.told ?? [])],
    next: upcoming(card),
  };
}
