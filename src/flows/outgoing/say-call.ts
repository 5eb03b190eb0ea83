import type { Call } from '../../domain/call.ts';
import { type Card, placeOf } from '../../domain/card.ts';
import type { Told } from '../../domain/escalation.ts';
import type { Notice } from '../../domain/notice.ts';
import { isHopeless, later, type OutgoingCall } from '../../domain/outgoing.ts';
import { faceOf } from '../delivery/face-of.ts';
import { type Saying, sayOnce } from '../say-once.ts';
import type { Outcome, Services } from '../services.ts';
import type { Results, Tale } from './send-out.ts';

type Needs = Pick<Services, 'cards' | 'chat' | 'directory' | 'findings' | 'log' | 'now' | 'policy'>;

/** What is HIGH or worse is said in the channel as well as in the thread. */
const LOUD: ReadonlySet<Card['severity']> = new Set(['CRITICAL', 'HIGH', 'UNKNOWN']);

/** Under the card, once whatever crashes or sleeps. */
export async function sayUnder(step: OutgoingCall, call: Call, { card, message }: Tale, services: Needs): Promise<Results> {
  if (!message) return { fates: [[step.id, 'nowhere']] };
  const at = { channel: placeOf(card), thread: message.ts, broadcast: LOUD.has(card.severity) };
  const said = () => services.chat.findInThread(at.channel, at.thread, step.id);
  return tell(step, call, card, { channel: at.channel, said, say: () => services.chat.call(at, call, step.id) }, services);
}

/** In the fallback channel, once whatever crashes or sleeps. */
export async function sayInFallback(step: OutgoingCall, call: Call, { card }: Tale, services: Needs): Promise<Results> {
  const { chat, policy } = services;
  const { fallbackChannel: channel } = await policy();
  if (channel === undefined || channel === placeOf(card)) return { fates: [[step.id, 'nowhere']] };
  // Slack leaves out what is exactly as old as what is asked for.
  const said = () => chat.findPosted(channel, step.id, new Date(step.since - 1_000));
  return tell(step, call, card, { channel, said, say: () => chat.call({ channel }, call, step.id) }, services);
}

/** To one person, with the card. Direct messages cannot be looked up: whoever may have got one gets another rather than none. */
export async function sayDirectly(step: OutgoingCall, call: Call, { card }: Tale, services: Needs): Promise<Results> {
  const { chat } = services;
  const [who = ''] = step.whom;
  const face = await faceOf(card, services);
  const say = () => chat.direct(who, face, call, step.id);
  const result = await tell(step, call, card, { channel: who, said: async () => [], say }, services);
  if (result.fates.some(([, fate]) => fate === 'given up')) await tellUnreached(step, who, card, services);
  return result;
}

export const toldOf = ({ id, step, by, from }: OutgoingCall, { whom, storm }: Pick<Call, 'whom' | 'storm'>, at: Date): Told[] =>
  step === 'elsewhere' ? [] : [{ id, what: step, at: at.toISOString(), whom: [...whom], by, from, ...(storm && { storm }) }];

async function tell(
  step: OutgoingCall,
  call: Call,
  card: Card,
  saying: Saying,
  services: Pick<Services, 'chat' | 'log' | 'now'>,
): Promise<Results> {
  const { log, now } = services;
  const outcome = await tried({ ...saying, firstTry: step.tries <= 1 }, services);
  if (outcome.kind === 'ok') return { fates: [[step.id, 'sent']], told: toldOf(step, call, now()) };
  const facts = { card: card.key, step: step.step, because: outcome.error };
  log.count('CallsNotSent');
  if (outcome.kind !== 'permanent' && !isHopeless(step, now().getTime())) {
    log.warn('escalation not sent', facts);
    return { fates: [[step.id, { later: later(step, now().getTime(), { lasting: false }) }]] };
  }
  log.error('escalation given up', facts);
  log.count('CallsGivenUp');
  return { fates: [[step.id, 'given up']] };
}

async function tried(saying: Saying, services: Pick<Services, 'chat' | 'log' | 'now'>): Promise<Outcome> {
  try {
    return await sayOnce(saying, services);
  } catch (error) {
    // What cannot be looked up is not said again: it may be there.
    return { kind: 'not sent', retryAfter: 0, error: String(error) };
  }
}

/** Said under the card, so that somebody else is called; whoever runs shub has the log. */
async function tellUnreached(step: OutgoingCall, who: string, card: Card, { chat, directory, log }: Needs): Promise<void> {
  if (card.ts === undefined) return;
  const { name } = await directory.person(who);
  const notice: Notice = { tone: 'bad', title: `${name} is not in this channel and could not be told directly`, lines: [] };
  const outcome = await chat.remark(placeOf(card), card.ts, notice, `${step.id}.unreached`);
  if (outcome.kind === 'ok') return;
  log.warn('not said under the card', { card: card.key, error: outcome.error });
  log.count('UntoldFailures');
}
