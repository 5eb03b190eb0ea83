import * as z from 'zod';
import type { Card } from './card.ts';
import type { Finding } from './finding.ts';
import { Doer, eventStep, type OutgoingCall, step } from './outgoing.ts';
import type { Policy } from './policy.ts';
import { matches } from './route.ts';

/** In this order, each counted from the one before it: the on-call mentioned under the card, paged by SNS, the fallback channel told. */
export const EscalationStep = z.enum(['mention', 'page', 'fallback']);
export type EscalationStep = z.infer<typeof EscalationStep>;

/** One wait for somebody to acknowledge a card: since when (ms since 1970), what is done at which time, and what was. */
export const Escalation = z.object({
  since: z.number(),
  at: z.partialRecord(EscalationStep, z.number()),
  done: z.array(EscalationStep),
});
type Escalation = z.infer<typeof Escalation>;

/** Somebody who was told of a card, so that it can be said who else knows. */
export const Told = z.object({
  /** Of what was sent; see Outgoing. */
  id: z.string(),
  what: z.enum(['alert page', 'mention', 'page', 'fallback', 'direct']),
  /** ISO 8601. */
  at: z.string(),
  /** Slack ids of people and user groups; empty for a topic. */
  whom: z.array(z.string()),
  ...Doer.partial().shape,
  /** Another card of the same storm was told of in its place. */
  storm: z.boolean().optional(),
});
export type Told = z.infer<typeof Told>;

/** More is not kept in a card. */
const MOST_TOLD = 12;

/** Whether somebody still has to take the card on: SLAs and escalation count only while this holds. */
export const awaitsAnswer = ({ open, workflow, unanswered }: Pick<Card, 'open' | 'workflow' | 'unanswered'>): boolean =>
  open && (workflow === 'NEW' || unanswered === true);

/**
 * The card after any change, its escalation as the policy has it: begun when it begins to wait for an answer, anew with each
 * generation, and gone as soon as it waits no longer. What was done already stays done for as long as it waits.
 */
export function withEscalation(before: Card | undefined, after: Card, waits: Policy['escalation'], now: number): Card {
  const { escalation, ...rest } = after;
  const wanted = waits[after.severity];
  if (after.subject.kind !== 'problem' || !awaitsAnswer(after) || !wanted) return escalation ? rest : after;
  // A card that is there for the first time has one only when it was found again: then it goes on where that was.
  const goesOn = before === undefined || (awaitsAnswer(before) && before.generation === after.generation);
  const { since, done } = (goesOn && escalation) || { since: now, done: [] };
  return { ...rest, escalation: { since, done, at: timesOf(since, wanted) } };
}

function timesOf(since: number, waits: NonNullable<Policy['escalation'][keyof Policy['escalation']]>): Escalation['at'] {
  const at: Escalation['at'] = {};
  let last = since;
  for (const each of EscalationStep.options) {
    const wait = waits[each];
    if (wait === undefined) continue;
    last += wait;
    at[each] = last;
  }
  return at;
}

/** What is done next while nobody acknowledges it, and when, in ms since 1970. */
export function nextEscalation({ escalation }: Pick<Card, 'escalation'>): { step: EscalationStep; at: number } | undefined {
  if (!escalation) return undefined;
  for (const each of EscalationStep.options) {
    const at = escalation.at[each];
    if (at !== undefined && !escalation.done.includes(each)) return { step: each, at };
  }
  return undefined;
}

/** Names one wait of a card, so that nothing of it is done twice, and nothing of it once it is over. */
export const waitOf = ({ key, generation, escalation }: Pick<Card, 'key' | 'generation' | 'escalation'>): string | undefined =>
  escalation && `${key}.${generation}.${escalation.since}`;

/** The card with this step done, which is to be sent; undefined when it waits no longer, or the step is done already. */
export function escalated(
  card: Card | undefined,
  { wait, step: what }: { wait: string; step: EscalationStep },
  now: Date,
): Card | undefined {
  if (!card?.escalation || waitOf(card) !== wait || card.escalation.done.includes(what)) return undefined;
  const call = callStep(`${wait}.${what}`, { step: what, by: 'shub', from: 'shub', whom: [] }, now);
  return {
    ...card,
    escalation: { ...card.escalation, done: [...card.escalation.done, what] },
    outgoing: [
      ...card.outgoing,
      call,
      eventStep(`${call.id}.event`, 'Finding Escalated', { by: 'shub', from: 'shub', reason: DONE[what] }, now),
    ],
  };
}

const DONE: Record<EscalationStep, string> = {
  mention: 'not acknowledged: on-call mentioned',
  page: 'not acknowledged: paged',
  fallback: 'not acknowledged: fallback channel told',
};

/** Something of an escalation, to be sent now; nobody in `whom`: whoever is on call by then. */
export const callStep = (id: string, call: Pick<OutgoingCall, 'step' | 'by' | 'from' | 'whom' | 'reason'>, now: Date): OutgoingCall => ({
  ...step(id, now),
  kind: 'call',
  told: false,
  ...call,
});

/** Whether a step is still worth sending: one of the clock's only in its own wait, a person's as long as the card is open. */
export const stillWanted = (call: OutgoingCall, card: Card): boolean =>
  call.from === 'shub' ? call.id.startsWith(`${waitOf(card)}.`) : card.open;

/** The card remembering whom it was told to. */
export function remembering(card: Card, told: readonly Told[]): Card {
  const known = card.told ?? [];
  const news = told.filter(({ id }) => !known.some((each) => each.id === id));
  return news.length === 0 ? card : { ...card, told: [...known, ...news].slice(-MOST_TOLD) };
}

/** The person or user group that a finding belongs to by the policy; undefined when it names none. */
export const ownersOf = (finding: Finding, route: string | undefined, owners: Policy['owners']): string | undefined =>
  owners.find((rule) => (!rule.route || rule.route.includes(route ?? '')) && matches(finding, rule.when))?.who;

/** Slack ids of the people and user groups that are on call for a finding: those of the policy's first rule that holds. */
export function onCallFor(finding: Finding, route: string | undefined, onCall: Policy['onCall']): string[] {
  return onCall.find((rule) => (!rule.route || rule.route.includes(route ?? '')) && matches(finding, rule.when))?.who ?? [];
}
