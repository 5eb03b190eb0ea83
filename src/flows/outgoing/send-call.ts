import type { Call } from '../../domain/call.ts';
import { placeOf } from '../../domain/card.ts';
import { callStep, onCallFor, stillWanted } from '../../domain/escalation.ts';
import type { OutgoingCall } from '../../domain/outgoing.ts';
import type { Services } from '../services.ts';
import { sayDirectly, sayInFallback, sayUnder, toldOf } from './say-call.ts';
import type { Results, Tale } from './send-out.ts';
import { sendPage } from './send-page.ts';
import { type StormTurn, stormTurn } from './storm-turn.ts';

type Needs = Pick<Services, 'directory' | 'members' | 'policy' | 'log' | 'now'> &
  Parameters<typeof sayUnder>[3] &
  Parameters<typeof sayInFallback>[3] &
  Parameters<typeof sayDirectly>[3] &
  Parameters<typeof sendPage>[2] &
  Parameters<typeof stormTurn>[2];

/** Another card of the storm is being sent for all, or Slack does not say who is in a group: looked at again after this. */
const AGAIN_MS = 60_000;

/**
 * Sends one step of an escalation: the on-call mentioned under the card, a page, a word to the fallback channel, or the card
 * to those of them directly who are not in its channel. What Slack may have got already is looked up before it is sent again.
 */
export async function sendCall(step: OutgoingCall, tale: Tale, services: Needs): Promise<Results> {
  const { policy, log, now } = services;
  const { card, findings } = tale;
  if (!stillWanted(step, card)) {
    log.info('escalation not needed any more', { card: card.key, step: step.step });
    return { fates: [[step.id, 'needless']] };
  }
  const turn = await stormTurn(card, step, services);
  if (turn.is === 'wait') return waiting(step, services);
  if (turn.is === 'said') return { fates: [[step.id, 'sent']], told: toldOf(step, { whom: [], storm: true }, now()) };

  const whom = step.whom.length > 0 ? step.whom : onCallFor(findings[0], card.route, (await policy()).onCall);
  const call = callOf(step, tale, whom, turn, now());
  switch (step.step) {
    case 'mention':
      return thenElsewhere(await sayUnder(step, call, tale, services), step, whom, now());
    case 'page':
      return thenElsewhere(await sendPage(step, tale, services, escalationOf(step, call)), step, whom, now());
    case 'fallback':
      return sayInFallback(step, call, tale, services);
    case 'elsewhere':
      return tellEach(step, tale, services);
    case 'direct':
      return sayDirectly(step, call, tale, services);
  }
}

const waiting = (step: OutgoingCall, { now }: Pick<Services, 'now'>): Results => ({
  fates: [[step.id, { later: { ...step, notBefore: now().getTime() + AGAIN_MS } }]],
});

function callOf(
  { from, by, reason }: OutgoingCall,
  { card, findings, message }: Tale,
  whom: readonly string[],
  { storm }: StormTurn,
  now: Date,
): Call {
  const since = card.escalation?.since ?? Date.parse(card.createdAt);
  return {
    whom,
    storm,
    severity: card.severity,
    title: findings[0].title,
    at: { channel: placeOf(card), ...(message && { url: message.url }) },
    ...(from === 'slack' ? { by } : { waitedMinutes: Math.round((now.getTime() - since) / 60_000) }),
    ...(reason !== undefined && { reason }),
  };
}

const escalationOf = ({ by, from, reason }: OutgoingCall, { waitedMinutes, storm }: Call) => ({
  by,
  from,
  storm,
  ...(reason !== undefined && { reason }),
  ...(waitedMinutes !== undefined && { waitedMinutes }),
});

/** Once something was said or could not be said, those who would not see it in the channel are looked for. */
function thenElsewhere(results: Results, { id, by, from, reason }: OutgoingCall, whom: readonly string[], now: Date): Results {
  if (whom.length === 0 || results.fates.some(([, fate]) => typeof fate === 'object')) return results;
  const about = { by, from, whom: [...whom], ...(reason !== undefined && { reason }) };
  return { ...results, news: [...(results.news ?? []), callStep(`${withoutStep(id)}.elsewhere`, { step: 'elsewhere', ...about }, now)] };
}

/** Mention and page are of one call, and a person is told of a call once. */
const withoutStep = (id: string): string => id.slice(0, id.lastIndexOf('.'));

async function tellEach(step: OutgoingCall, { card }: Tale, services: Needs): Promise<Results> {
  const { directory, members, log, now } = services;
  try {
    const people = await members.elsewhere(placeOf(card), await members.people(step.whom));
    const known = await Promise.all(people.map((id) => directory.person(id)));
    const { by, from, reason } = step;
    const news = known
      .filter(({ id, barred }) => barred === undefined && id !== by)
      .map(({ id }) =>
        callStep(
          `${withoutStep(step.id)}.direct.${id}`,
          { step: 'direct', by, from, whom: [id], ...(reason !== undefined && { reason }) },
          now(),
        ),
      )
      .filter(({ id }) => !card.told?.some((told) => told.id === id));
    return { fates: [[step.id, 'sent']], news };
  } catch (error) {
    log.warn('not known who is in the channel', { card: card.key, error: String(error) });
    log.count('CallsNotSent');
    return waiting(step, services);
  }
}
