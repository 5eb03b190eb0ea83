import type { Card } from '../../domain/card.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Intent } from '../../domain/intent.ts';
import type { Services } from '../services.ts';
import { atOnce } from './at-once.ts';
import { cardsAbout } from './gather.ts';

/** As long as a run has its job to itself: whoever takes it up after that has the turn again. */
const TURN_MS = 120_000;

/** The cards about each of these findings, by the finding's key. */
export async function cardsOf(
  findings: readonly Finding[],
  services: Pick<Services, 'cards' | 'findings'>,
): Promise<ReadonlyMap<string, readonly Card[]>> {
  const cards = await atOnce(findings, (finding) => cardsAbout(finding, services));
  return new Map(findings.map(({ key }, i) => [key, cards[i] ?? []]));
}

/**
 * Takes the turn on these cards for a change of many, so that nobody presses on one meanwhile. Resolves to those that it has;
 * missing are those on which somebody else is at it right now, and those for which `mayTake` says no.
 */
export async function takeTurns(
  keys: readonly string[],
  press: Pick<Intent, 'id' | 'who' | 'action'>,
  { cards, now }: Pick<Services, 'cards' | 'now'>,
  mayTake: (card: Card) => boolean = () => true,
): Promise<ReadonlySet<string>> {
  const taken = await atOnce(keys, async (key) => {
    const { card } = await cards.change(key, (stored) => {
      if (!stored) return undefined;
      const { acting, actionVersion, workflow } = stored;
      const until = now().getTime() + TURN_MS;
      if (acting?.intent === press.id) return { ...stored, acting: { ...acting, until } };
      if ((acting && acting.until > now().getTime()) || !mayTake(stored)) return undefined;
      return {
        ...stored,
        acting: { intent: press.id, who: press.who, action: press.action, until, was: workflow },
        actionVersion: actionVersion + 1,
      };
    });
    return card?.acting?.intent === press.id ? [key] : [];
  });
  return new Set(taken.flat());
}

/** The buttons that people see on a card work again, because nothing behind it was changed. */
export function turnGivenBack({ acting: _acting, ...card }: Card): Card {
  return { ...card, actionVersion: card.actionVersion - 1 };
}
