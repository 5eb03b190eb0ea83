import type { Card } from './card.ts';
import { callStep } from './escalation.ts';
import type { Severity } from './finding.ts';
import { eventStep } from './outgoing.ts';

/** Somebody called to a card: what is said under it, in the fallback channel, or to one person directly. */
export interface Call {
  /** Slack ids of the people and user groups who are called. */
  whom: readonly string[];
  /** Slack user id of whoever calls; without one nobody has acknowledged the card for so many minutes. */
  by?: string;
  waitedMinutes?: number;
  reason?: string;
  severity: Severity;
  title: string;
  /** Where the card is, for who reads this elsewhere. */
  at?: { channel: string; url?: string };
  /** Others of the same storm wait as well, and are not called for one by one. */
  storm: boolean;
}

/** A person's call for help with a card. Nobody in `whom`: whoever is on call. */
export interface Calling {
  /** Names the call: it is made once, however often it arrives. */
  press: string;
  by: string;
  reason: string;
  whom: readonly string[];
}

/** So many calls are remembered, so that none of them is made again. */
const MOST_CALLS = 10;
export const remembered = (calls: readonly string[]): string[] => calls.slice(-MOST_CALLS);

/** The card with a person's call to be sent; undefined when it was written down before, or nobody needs to come any more. */
export function called(card: Card | undefined, { press, by, reason, whom }: Calling, now: Date): Card | undefined {
  const made = card?.calls ?? [];
  if (!card?.open || made.includes(press)) return undefined;
  const who = { by, from: 'slack', reason } as const;
  return {
    ...card,
    calls: remembered([...made, press]),
    outgoing: [
      ...card.outgoing,
      callStep(`${press}.mention`, { step: 'mention', ...who, whom: [...whom] }, now),
      callStep(`${press}.page`, { step: 'page', ...who, whom: [...whom] }, now),
      eventStep(`${press}.escalated`, 'Finding Escalated', who, now),
    ],
  };
}
