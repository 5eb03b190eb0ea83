import { type Card, placeOf } from '../../domain/card.ts';
import type { OutgoingCall } from '../../domain/outgoing.ts';
import { headKeyOf } from '../../domain/storm-messages.ts';
import type { Services } from '../services.ts';

/** Longer than a storm is fought over. */
const KEPT_SECONDS = 7 * 24 * 3600;

/** `mine`: say it; `said`: another card of the storm has said it for all; `wait`: another is just trying to. */
export type StormTurn = { storm: boolean; is: 'mine' | 'said' | 'wait' };

/**
 * Whether a card has to escalate for itself. In a storm one card of each channel, account and product does it for the rest;
 * when it turns out not to have been sent, because that card was acknowledged first, the next one's turn comes.
 */
export async function stormTurn(card: Card, call: OutgoingCall, services: Pick<Services, 'cards' | 'turns'>): Promise<StormTurn> {
  const { cards, turns } = services;
  const storm = await stormOf(card, services);
  if (storm === undefined || call.from !== 'shub') return { storm: false, is: 'mine' };
  const { account = '', product = '' } = card.source ?? {};
  const name = `escalation|${storm}|${placeOf(card)}|${account}|${product}|${call.step}`;
  const mine = holderOf(card, call);
  let first = await turns.take(name, mine, KEPT_SECONDS);
  if (first !== mine) {
    const state = await stateOf(first, cards);
    if (state !== 'dropped') return { storm: true, is: state };
    first = await turns.take(name, mine, KEPT_SECONDS, first);
  }
  return { storm: true, is: first === mine ? 'mine' : 'wait' };
}

const holderOf = ({ key }: Card, { id }: OutgoingCall): string => `${key} ${id}`;

async function stateOf(holder: string, cards: Services['cards']): Promise<'said' | 'wait' | 'dropped'> {
  const [key = '', id] = holder.split(' ');
  const card = await cards.get(key);
  if (card?.told?.some((told) => told.id === id)) return 'said';
  return card?.outgoing.some((step) => step.id === id) ? 'wait' : 'dropped';
}

/** Names the storm in which a card came; undefined when it came by itself. */
async function stormOf(card: Card, { cards }: Pick<Services, 'cards'>): Promise<string | undefined> {
  const head = (await cards.get(headKeyOf(placeOf(card))))?.subject;
  const counted = head?.kind === 'head' && head.messages.some((key) => key === card.key || key === card.sheet);
  if (counted) return head.since;
  return card.state === 'LISTED' ? card.sheet : undefined;
}
