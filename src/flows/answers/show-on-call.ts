import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { awaitsAnswer, nextEscalation } from '../../domain/escalation.ts';
import type { NextEscalation } from '../../domain/on-call.ts';
import type { Asker } from '../../domain/request.ts';
import { messageOf } from '../message-of.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'cards' | 'chat' | 'findings' | 'members' | 'now' | 'policy'>;

/** Whatever escalates within this time is on the clock by then. */
const AHEAD_MS = 24 * 3600_000;
const MOST_CARDS = 300;

/** Fills a phone. */
const MOST_SHOWN = 8;

/** Answers `/shub oncall`: who is on call now, what calls them when, and which cards will if nobody acknowledges them. */
export async function showOnCall(asker: Asker, services: Needs): Promise<void> {
  const { cards, chat, members, now, policy } = services;
  const { onCall, escalation: waits, fallbackChannel } = await policy();
  const [rules, due] = await Promise.all([
    Promise.all(onCall.map(async (rule) => ({ rule, people: await members.people(rule.who) }))),
    cards.due(new Date(now().getTime() + AHEAD_MS), MOST_CARDS),
  ]);
  const found = await Promise.all(due.map((key) => cards.get(key)));
  const escalating = found
    .filter((card) => card !== undefined)
    .filter((card) => awaitsAnswer(card) && nextEscalation(card))
    .sort((a, b) => soonest(a) - soonest(b));
  const next = await Promise.all(escalating.slice(0, MOST_SHOWN).map((card) => nextOf(card, services)));
  const shown = next.filter((each) => each !== undefined);
  await chat.answer(asker, {
    kind: 'on call',
    at: now().toISOString(),
    rules,
    waits,
    fallbackChannel,
    next: shown,
    more: escalating.length - shown.length,
  });
}

const soonest = (card: Card): number => nextEscalation(card)?.at ?? Number.POSITIVE_INFINITY;

async function nextOf(card: Card, services: Needs): Promise<NextEscalation | undefined> {
  const next = nextEscalation(card);
  const rows = card.subject.kind === 'problem' ? await services.findings.many(card.subject.members.map(({ key }) => key)) : [];
  const [lead] = leadFirst(rows.map(({ finding }) => finding));
  if (!lead || !next) return undefined;
  const message = await messageOf(card, services);
  return {
    title: lead.title,
    severity: card.severity,
    step: next.step,
    at: new Date(next.at).toISOString(),
    ...(message && { url: message.url }),
  };
}
